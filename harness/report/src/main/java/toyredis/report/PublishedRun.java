package toyredis.report;

import java.util.List;
import java.util.Optional;

/**
 * A row of the table that the original, the Go project, published of its load test.
 *
 * @param connections N
 * @param operations all together
 * @param errors failed operations
 * @param operationsPerSecond X
 */
public record PublishedRun(
    int connections, long operations, long errors, double operationsPerSecond) {

  /** The whole table. */
  public static final List<PublishedRun> ALL =
      List.of(
          new PublishedRun(500, 99_921, 0, 1665.35),
          new PublishedRun(800, 156_819, 0, 2613.65),
          new PublishedRun(1000, 179_370, 1, 2989.50),
          new PublishedRun(1200, 228_166, 232, 3802.77));

  /** The row of this N. */
  public static Optional<PublishedRun> of(int connections) {
    return ALL.stream().filter(run -> run.connections == connections).findFirst();
  }
}
