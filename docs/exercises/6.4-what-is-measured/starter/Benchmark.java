import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Exercise 6.4: what is measured?
 *
 * <p>A benchmark of one operation, as in {@code ./lab bench}, and it measures everything else. Mend
 * it. A round does the operation once with each key, in order. Each round, a warm-up too, works on
 * something that {@code setUp} has made for it alone. All results, those of warm-ups too, go to the
 * sink in order, each once.
 *
 * <p>A figure is that of its own measured round, with its fractions. Neither set-up nor warm-up is
 * in it, what the sink takes may be, and a reading of the clock counts once in a round at most, not
 * once in each operation.
 */
final class Benchmark {
  private Benchmark() {}

  /**
   * Runs rounds of an operation and answers, for each measured round, the nanoseconds that one
   * operation took on average.
   *
   * @param setUp makes what a round works on; it takes long
   * @param operation what is measured: it works with a key, and has a result, which may be null
   * @param keys a round does the operation once with each, in this order; at least one
   * @param warmUps so many rounds come first and are not measured; 0 or more
   * @param rounds to be measured; 0 or more
   * @param clock tells nanoseconds, as {@link System#nanoTime}; to read it takes time too
   * @param sink is given each result: what nobody takes, the compiler may leave out
   */
  static <S> double[] measure(
      Supplier<S> setUp,
      BiFunction<S, String, Object> operation,
      List<String> keys,
      int warmUps,
      int rounds,
      LongSupplier clock,
      Consumer<Object> sink) {
    var nanos = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      long begin = clock.getAsLong();
      S subject = setUp.get();
      for (int i = 0; i < keys.size(); i++) operation.apply(subject, keys.getFirst());
      nanos[round] = (clock.getAsLong() - begin) / keys.size();
    }
    return nanos;
  }
}
