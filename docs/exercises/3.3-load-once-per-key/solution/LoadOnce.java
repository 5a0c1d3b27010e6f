import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/**
 * Exercise 3.3, solved: the map holds the promise of a value, which is put there at once. The load
 * runs outside of the map.
 */
final class LoadOnce {
  private final ConcurrentMap<String, FutureTask<String>> map = new ConcurrentHashMap<>();

  String get(String key, Function<String, String> load) throws InterruptedException {
    var mine = new FutureTask<>(() -> load.apply(key));
    var first = map.putIfAbsent(key, mine);
    if (first == null) {
      mine.run();
      first = mine;
    }
    try {
      return first.get();
    } catch (ExecutionException e) {
      map.remove(key, first); // this one, not a later one
      if (e.getCause() instanceof Error error) throw error;
      throw (RuntimeException) e.getCause();
    }
  }
}
