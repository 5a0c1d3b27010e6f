/**
 * Exercise 1.4: a flag that nobody sees.
 *
 * <p>One thread looks for a result, another one waits in a loop until it is there. It may wait for
 * ever: Java promises no thread that it ever sees what another one has written to a plain field. A
 * field that is {@code volatile} is really looked at each time; and who sees its new value sees
 * everything that was written before it, in the program's order.
 *
 * <p>Make {@link #await} end soon after {@link #publish}, with the text that was published. A sleep
 * in the loop makes no promise.
 */
final class Result {
  private String text;
  private boolean ready;

  /** Called once, by one thread. */
  void publish(String found) {
    text = found;
    ready = true;
  }

  /** Called by another thread. */
  String await() {
    while (!ready) {}
    return text;
  }
}
