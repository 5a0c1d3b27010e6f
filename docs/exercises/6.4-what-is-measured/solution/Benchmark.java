import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Exercise 6.4, solved: between the two readings of the clock stands the operation, so often that
 * the readings do not count, and nothing else.
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
    for (int round = -warmUps; round < rounds; round++) {
      S subject = setUp.get();
      long begin = clock.getAsLong();
      for (var key : keys) sink.accept(operation.apply(subject, key));
      long end = clock.getAsLong();
      if (round >= 0) nanos[round] = (double) (end - begin) / keys.size();
    }
    return nanos;
  }
}
