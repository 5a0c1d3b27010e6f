package toyredis.check;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A map for one thread at a time, which notices when it is used by two. Its calls have a step in
 * their midst, so that another actor can come just there. What {@link Map} defines by other calls
 * (merge, computeIfAbsent, getOrDefault …) falls apart into these, as it may in any map that does
 * not promise otherwise.
 */
public final class Fragile implements InvocationHandler {
  private static final Set<String> WRITES =
      Set.of(
          "put",
          "remove",
          "clear",
          "putAll",
          "setValue",
          "add",
          "addAll",
          "removeAll",
          "retainAll",
          "removeIf");
  private static final Set<Class<?>> FOR_ONE_THREAD =
      Set.of(
          ArrayDeque.class,
          ArrayList.class,
          HashMap.class,
          HashSet.class,
          IdentityHashMap.class,
          LinkedHashMap.class,
          LinkedHashSet.class,
          LinkedList.class,
          PriorityQueue.class,
          TreeMap.class,
          TreeSet.class,
          WeakHashMap.class);
  private static final Set<String> READS =
      Set.of(
          "contains",
          "containsKey",
          "containsValue",
          "entrySet",
          "forEach",
          "get",
          "getFirst",
          "getLast",
          "getOrDefault",
          "indexOf",
          "isEmpty",
          "iterator",
          "keySet",
          "peek",
          "peekFirst",
          "peekLast",
          "size",
          "stream",
          "toArray",
          "toString",
          "values");
  private static final Set<Class<?>> VIEWS =
      Set.of(Set.class, Collection.class, Iterator.class, Map.Entry.class);
  private static final AtomicReference<String> VIOLATION = new AtomicReference<>();

  /** Somebody in the midst of a call. */
  private record Visit(Thread thread, String call, boolean writes) {}

  private final Object target;
  private final AtomicReference<Visit> visit; // one for a map and all its views

  private Fragile(Object target, AtomicReference<Visit> visit) {
    this.target = target;
    this.visit = visit;
  }

  /** An empty one. */
  public static <K, V> Map<K, V> map() {
    return over(new HashMap<>());
  }

  /**
   * One that keeps its entries in {@code map}.
   *
   * @param map nobody else may touch it while an actor moves
   */
  @SuppressWarnings("unchecked")
  public static <K, V> Map<K, V> over(Map<K, V> map) {
    return (Map<K, V>) proxy(Map.class, new Fragile(map, new AtomicReference<>()));
  }

  private static Object proxy(Class<?> type, Fragile handler) {
    return Proxy.newProxyInstance(Fragile.class.getClassLoader(), new Class<?>[] {type}, handler);
  }

  /** A list, queue, set or map of java.util that has to be guarded. */
  static boolean isForOneThread(Object collection, String call) {
    var type = collection.getClass();
    while (type != null && !FOR_ONE_THREAD.contains(type)) {
      // a class of the reader's that has this call itself may guard it
      for (var method : type.getDeclaredMethods()) if (method.getName().equals(call)) return false;
      type = type.getSuperclass();
    }
    return type != null;
  }

  /** Whether this call of any collection changes it. */
  static boolean writes(String call) {
    return !READS.contains(call);
  }

  /** One of two visits is about to begin; the other is null, or its visitor stands still in it. */
  static void compare(Actor actor, Actor.Visit mine, Actor other, Actor.Visit theirs) {
    if (actor == other || theirs == null || mine.collection() != theirs.collection()) return;
    if (!mine.writes() && !theirs.writes()) return;
    VIOLATION.compareAndSet(
        null,
        "%s calls %s while %s is in the midst of %s of the same %s, which is not made for two threads."
            .formatted(
                actor.role(),
                mine.call(),
                other.role(),
                theirs.call(),
                mine.collection().getClass().getSimpleName()));
  }

  /** What happened to any of them since {@link #forget}; null if all went well. */
  static String violation() {
    return VIOLATION.get();
  }

  static void forget() {
    VIOLATION.set(null);
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    if (method.getDeclaringClass() == Object.class) return call(method, arguments);
    if (method.isDefault()) return InvocationHandler.invokeDefault(proxy, method, arguments);
    var writes = WRITES.contains(method.getName());
    var mine = new Visit(Thread.currentThread(), method.getName(), writes);
    var other = visit.compareAndExchange(null, mine);
    if (other != null && other.thread != mine.thread && (writes || other.writes)) {
      VIOLATION.compareAndSet(
          null,
          "%s calls %s of the map while %s is in the midst of %s: this map is not made for two threads."
              .formatted(mine.thread.getName(), mine.call, other.thread.getName(), other.call));
    }
    try {
      Actor.stepInside();
      var answer = call(method, arguments);
      return VIEWS.contains(method.getReturnType())
          ? proxy(method.getReturnType(), new Fragile(answer, visit))
          : wrapped(answer);
    } finally {
      visit.compareAndSet(mine, null);
    }
  }

  private Object wrapped(Object answer) {
    return answer instanceof Map.Entry<?, ?> entry
        ? proxy(Map.Entry.class, new Fragile(entry, visit))
        : answer;
  }

  private Object call(Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
