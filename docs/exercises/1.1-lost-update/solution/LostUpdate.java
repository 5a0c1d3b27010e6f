/** Exercise 1.1, solved: both read before either writes, so the second write repeats the first. */
final class LostUpdate {

  interface Increment {
    void read();

    void write();
  }

  static void run(Increment a, Increment b) {
    a.read();
    b.read();
    a.write();
    b.write();
  }
}
