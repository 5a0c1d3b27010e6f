import toyredis.server.Store;

/**
 * Exercise 7.1, solved: one class that knows what a transfer is, and three ways to keep two threads
 * out of it. What is different in the designs is only who may be in it, and when.
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
