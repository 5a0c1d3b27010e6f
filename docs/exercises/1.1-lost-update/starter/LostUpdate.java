/**
 * Exercise 1.1: lose an update by hand.
 *
 * <p>An INCR is a read and a write. Two clients send one INCR each; the counter is 0. Order the
 * four steps below so that both INCRs are carried out, each reading before it writes, and the
 * counter ends at 1.
 *
 * <p>You are the scheduler: all four calls come from the thread that calls {@link #run}. The order
 * alone loses the update, however long a step takes; no second thread and no sleep is needed.
 */
final class LostUpdate {

  /** What an INCR consists of. Each is to be called once, {@link #read} before {@link #write}. */
  interface Increment {
    void read();

    void write();
  }

  static void run(Increment a, Increment b) {
    a.read();
    a.write();
    b.read();
    b.write();
  }
}
