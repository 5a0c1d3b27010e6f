package toyredis.server;

import java.lang.ref.WeakReference;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Whether so much of the heap is in use that nothing more may be stored: what Redis calls
 * maxmemory. A heap that is full to the last byte serves nobody; a part is kept free for requests,
 * replies and garbage.
 *
 * <p>A store does not count bytes, and need not: the garbage collector knows what is in use. So
 * this looks after each collection, and before something large is stored. Any thread may ask.
 */
public final class MemoryLimit {
  private static final int LARGE = 32 * 1024; // bytes, of which each request is looked at
  private static final long SHORTEST_PAUSE_NANOS = 200_000_000; // between forced collections

  private final long limit; // bytes
  private final ReentrantLock looking = new ReentrantLock(); // held by the one that looks
  private volatile boolean reached; // as of the last look
  private volatile WeakReference<Object> sinceCollection = new WeakReference<>(new Object());
  private volatile long pausedUntil = System.nanoTime();

  /**
   * @param limit in bytes, positive
   */
  public MemoryLimit(long limit) {
    this.limit = limit;
  }

  /** As many bytes as {@code --max-memory} says unless told otherwise: half of the heap. */
  static long byDefault() {
    return Runtime.getRuntime().maxMemory() / 2;
  }

  /**
   * No limit may be higher: a heap that is full to the last byte accepts no client, nor SIGTERM.
   */
  static long atMost() {
    return Runtime.getRuntime().maxMemory() / 4 * 3;
  }

  /** In bytes. */
  long limit() {
    return limit;
  }

  /** Bytes of the heap in use, with the garbage that was not collected yet. */
  static long used() {
    var runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /**
   * Whether a request must be refused that needs so much memory.
   *
   * @param bytes as far as that is known
   */
  public boolean isReachedBy(long bytes) {
    // most requests cost no more than this line: two loads
    return (reached || bytes >= LARGE || sinceCollection.refersTo(null)) && look(bytes);
  }

  /** To be called when much was freed. */
  void freed() {
    if (reached) pausedUntil = System.nanoTime();
  }

  private boolean look(long bytes) {
    if (System.nanoTime() - pausedUntil < 0 || !looking.tryLock()) return reached;
    try {
      if (used() + bytes > limit) { // some of it is garbage: how much, only a collection can tell
        var begin = System.nanoTime();
        System.gc();
        var end = System.nanoTime();
        pausedUntil = end + Math.max(SHORTEST_PAUSE_NANOS, 20 * (end - begin));
      }
      var used = used();
      reached = used > limit;
      sinceCollection = new WeakReference<>(new Object());
      return used + bytes > limit;
    } finally {
      looking.unlock();
    }
  }
}
