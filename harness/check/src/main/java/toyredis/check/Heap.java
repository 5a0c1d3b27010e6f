package toyredis.check;

/** What is alive in this JVM. */
public final class Heap {
  private Heap() {}

  /** Bytes in use after a collection. */
  public static long used() {
    for (int i = 0; i < 3; i++) System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
