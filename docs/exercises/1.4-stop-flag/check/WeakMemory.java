import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A memory that keeps no more than Java's promise. Who reads a plain field sees the oldest value
 * that it may see: the last one of which something has told its thread, as a volatile field, a
 * monitor, or an object of java.util.concurrent. So what is promised by nobody is never seen; but
 * for one field at a time, which is seen by luck, and then promises nothing of the others.
 *
 * <p>The weakened classes call it; public because they are loaded by a loader of their own.
 */
public final class WeakMemory {

  /** Ends a thread whose schedule is over. */
  static final class Over extends Error {
    private static final long serialVersionUID = 1;
  }

  /** A thread of the schedule, which can be stopped before one of its steps. */
  static final class Turn {
    volatile int steps;
    volatile int stopAt; // 0: nowhere
    volatile boolean stopped;
    volatile boolean over;
  }

  /** A field of an object, an element of an array, or with "" something that orders. */
  private record Place(Object object, String name) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Place place && place.object == object && place.name.equals(name);
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(object) * 31 + name.hashCode();
    }
  }

  private static final Object LOCK = new Object();

  // All guarded by LOCK. A view says of which writes, by their numbers, somebody has been told.
  private static final Map<Place, List<Object>> values = new HashMap<>();
  private static final Map<Thread, Map<Place, Integer>> views = new HashMap<>();
  private static final Map<Place, Map<Place, Integer>> released = new HashMap<>();
  private static final Map<Object, Object> partOf = new IdentityHashMap<>(); // conditions and such
  private static final Map<Place, Integer> strangers = new HashMap<>();
  private static String violation;

  private static volatile Map<Thread, Turn> turns = Map.of();
  private static volatile String lucky = ""; // a field whose new value is seen, promised or not

  private WeakMemory() {}

  /**
   * @param field whose newest value is always seen, by luck; "" for none
   */
  static void begin(Map<Thread, Turn> threads, String field) {
    lucky = field;
    synchronized (LOCK) {
      values.clear();
      views.clear();
      released.clear();
      partOf.clear();
      strangers.clear();
      violation = null;
      for (var thread : threads.keySet()) views.put(thread, new HashMap<>());
    }
    turns = Map.copyOf(threads);
  }

  /** What was used by two threads although it is made for one; null if nothing. */
  static String violation() {
    synchronized (LOCK) {
      return violation;
    }
  }

  /** The names of the fields of which this thread has not been told the newest value. */
  static String unseenBy(Thread thread) {
    var names = new TreeSet<String>();
    synchronized (LOCK) {
      var view = views.get(thread);
      values.forEach(
          (place, written) -> {
            if (view.getOrDefault(place, 0) < written.size() - 1) names.add(place.name);
          });
    }
    return String.join(" and ", names);
  }

  /** Before each access. */
  public static void step() {
    var turn = turns.get(Thread.currentThread());
    if (turn == null) return;
    if (turn.over) throw new Over();
    turn.steps++;
    if (turn.steps != turn.stopAt) return;
    turn.stopped = true;
    var interrupted = false;
    synchronized (turn) {
      while (turn.stopAt != 0 && !turn.over) {
        try {
          turn.wait(1); // not park: it would take the permit that the solution was given
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    turn.stopped = false;
    if (interrupted) Thread.currentThread().interrupt();
  }

  public static Object read(Object object, Object actual, String name) {
    step();
    synchronized (LOCK) {
      var place = new Place(object, name);
      var written = values.get(place);
      if (written == null) return actual;
      var view = views.get(Thread.currentThread());
      if (view == null || name.equals(lucky)) return written.getLast();
      return written.get(view.getOrDefault(place, 0));
    }
  }

  public static void write(Object object, Object old, Object value, String name) {
    step();
    synchronized (LOCK) {
      var place = new Place(object, name);
      var written = values.computeIfAbsent(place, _ -> new ArrayList<>());
      if (written.isEmpty()) written.add(old);
      written.add(value);
      // the other threads that the solution may have are not weakened
      views.getOrDefault(Thread.currentThread(), strangers).put(place, written.size() - 1);
    }
  }

  /** The elements of arrays have numbers in place of names. */
  public static Object read(Object array, Object actual, int index) {
    return read(array, actual, "[" + index + "]");
  }

  public static void write(Object array, Object old, Object value, int index) {
    write(array, old, value, "[" + index + "]");
  }

  /** A read whose old value cannot be given: it is a failure if it may see one. */
  public static void look(Object object, int index) {
    look(object, "[" + index + "]");
  }

  private static void look(Object object, String name) {
    step();
    synchronized (LOCK) {
      var place = new Place(object, name);
      var written = values.get(place);
      var view = views.get(Thread.currentThread());
      if (written == null || view == null) return;
      if (view.getOrDefault(place, 0) < written.size() - 1) {
        violation =
            "The "
                + object.getClass().getSimpleName()
                + " was written by one thread and is read by another, and nothing promises that"
                + " the write is seen, in whole or at all.";
      }
    }
  }

  /** Around a call of an object of java.util that is made for one thread. */
  private static void use(Object collection, String call) {
    var reads = call.matches("(get|contains|is|size|peek|element|iterator|stream|first|last|to).*");
    look(collection, "contents");
    if (!reads) write(collection, "", call, "contents");
  }

  public static void acquire(Object object, String name) {
    synchronized (LOCK) {
      var view = views.get(Thread.currentThread());
      if (view == null) return;
      tell(released.get(place(object, name)), view);
      if (name.isEmpty()) tell(strangers, view);
    }
  }

  public static void release(Object object, String name) {
    synchronized (LOCK) {
      var view = views.getOrDefault(Thread.currentThread(), strangers);
      tell(view, released.computeIfAbsent(place(object, name), _ -> new HashMap<>()));
    }
  }

  private static Place place(Object object, String name) {
    var whole = object;
    while (partOf.get(whole) != null) whole = partOf.get(whole);
    return new Place(whole, name);
  }

  private static void tell(Map<Place, Integer> news, Map<Place, Integer> view) {
    if (news == null || news == view) return;
    news.forEach((place, number) -> view.merge(place, number, Math::max));
  }

  /** Before a call of an object of the JDK. */
  public static void before(Object object, String call) {
    step();
    if (object == null) return;
    if (isForOneThread(object)) use(object, call);
    else if (releases(object, call)) release(object, "");
  }

  /** After it. */
  public static void after(Object object, String call) {
    if (object != null && acquires(object, call)) acquire(object, "");
  }

  /** A condition belongs to its lock, a read lock to the pair, a future to its pool. */
  public static void part(Object object, Object result) {
    if (object == null || result == null || object == result) return;
    if (!result.getClass().getName().startsWith("java.util.concurrent.")) return;
    synchronized (LOCK) {
      for (var whole = object; whole != null; whole = partOf.get(whole)) {
        if (whole == result) return;
      }
      partOf.putIfAbsent(result, object);
    }
  }

  private static boolean isForOneThread(Object object) {
    return object.getClass().getName().matches("java\\.util\\.[A-Z]\\w*(\\$\\w+)?")
        && (object instanceof java.util.Collection || object instanceof Map)
        && !object.getClass().getName().matches(".*(Synchronized|Vector|Stack|Hashtable).*");
  }

  private static boolean orders(Object object, String call) {
    return !call.endsWith("Plain")
        && !call.endsWith("Opaque")
        && !(object instanceof java.lang.invoke.VarHandle && call.matches("get|set"))
        && !(object instanceof Thread && call.matches("getState|getName|setName|setDaemon"));
  }

  private static boolean releases(Object object, String call) {
    return orders(object, call) && !call.endsWith("Acquire");
  }

  private static boolean acquires(Object object, String call) {
    return orders(object, call) && !call.endsWith("Release") && !call.equals("lazySet");
  }
}
