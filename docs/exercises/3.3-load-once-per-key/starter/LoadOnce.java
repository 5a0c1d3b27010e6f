import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/**
 * Exercise 3.3: load each key once, and let nobody wait for another key.
 *
 * <p>A load is slow: it asks a disk, or another server. The line below loads a key once. But while
 * a load runs, the concurrent map keeps a bin locked, and keys that fall into the same bin wait, by
 * chance. Repair it; the map may hold something else than values.
 *
 * <p>A key that is not there is loaded by the first thread that asks for it. Those who ask for the
 * same key meanwhile wait for that load, without using CPU time, and get its value. If it throws,
 * an exception or an error, all of them get just what it has thrown; it is not remembered, and who
 * asks afterwards loads again. Nobody waits for the load of another key, whatever the keys and
 * however many loads run. A thread that is interrupted while it waits for another's load ends with
 * InterruptedException, and the load goes on for the others.
 */
final class LoadOnce {
  private final ConcurrentMap<String, String> map = new ConcurrentHashMap<>();

  /**
   * The value of {@code key}.
   *
   * @param load never answers null; it is called by the thread that asks
   */
  String get(String key, Function<String, String> load) throws InterruptedException {
    return map.computeIfAbsent(key, load);
  }
}
