import toyredis.server.Store;

/**
 * Exercise 7.1: one command in five designs.
 *
 * <p>{@code TRANSFER from to amount} moves an amount from one number to another: it answers 1 when
 * it has moved, and 0 when {@code from} has less than the amount; then nothing changes. {@code SUM
 * a b} answers what is under both keys together. An absent key counts as 0. A value or an amount
 * that is no integer, a negative amount, and a sum beyond 64 bits are errors, and change nothing;
 * so is a receiver who is no number though {@code from} has too little. From a key to itself is
 * answered as any other transfer, and changes nothing. {@code TransferCommands} reads the arguments
 * and writes the replies; it is done already.
 *
 * <p>Write {@code transfer} and {@code sum} in {@code NaiveBank}, for one thread. The same class is
 * then two of the five designs: {@code naive}, where many threads call it, and which stays broken;
 * and {@code loop}, where step 5's thread does it all. Then guard it three times, without changing
 * it: {@code MutexBank} by one lock, {@code StripedBank} by many, {@code OwnerBank} by messages to
 * the one thread that touches the map.
 *
 * <p>In all but {@code naive}, all answers and the content at the end must be as if the commands
 * had come one after the other: TRANSFER, SUM, GET, SET, INCR, DEL and FLUSHALL, in any mixture. So
 * nobody sees a transfer half done, not even by two GETs one after the other. (KEYS, SCAN and
 * DBSIZE may see what they like.) In {@code StripedBank} a transfer must not wait for a transfer
 * between two other keys; with 16 locks or more, shared out by the keys' hash codes, few enough
 * meet by chance. Its map guards itself; the other two maps are for a single thread.
 *
 * <p>Try each design: {@code ./lab serve 7.1/striped}, then {@code redis-cli}; see the naive one
 * lose money by hand, with {@code ./lab serve 7.1/naive --slow-store 5s} and TRANSFER in two
 * terminals. Attack them with {@code ./lab race 7.1/owner}. At last compare: {@code
 * docs/exercises/7.1-transfer/comparison.md} is a form with three loads to measure and questions to
 * answer; copy it into {@code exercises/7.1-transfer}. Nobody checks what you write there.
 */
interface Bank extends Store {
  /**
   * Moves an amount, or changes nothing.
   *
   * @param amount 0 or more
   * @return whether {@code from} has as much
   * @throws RuntimeException as {@link toyredis.server.Decimal#add} makes them: a value is no
   *     integer, or {@code to} would have more than 64 bits
   */
  boolean transfer(String from, String to, long amount);

  /**
   * What is under both keys together; of one key twice, if it is named twice.
   *
   * @throws RuntimeException as for {@link #transfer}
   */
  long sum(String a, String b);
}
