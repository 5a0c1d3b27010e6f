/** Exercise 1.4, solved: the flag is volatile, and is written after the text that it announces. */
final class Result {
  private String text;
  private volatile boolean ready;

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
