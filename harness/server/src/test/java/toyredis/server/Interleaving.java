package toyredis.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/**
 * An interleaving that loses an update, found by Lincheck and kept for the lessons in {@code
 * docs/lessons/interleavings}. {@code ./mvnw test -Dinterleavings=write} renews the files.
 */
public final class Interleaving {
  private static final Path FOLDER = Path.of("..", "docs", "lessons", "interleavings");
  private static final boolean WRITE =
      "write".equals(System.getProperty("interleavings", "compare"));

  private Interleaving() {}

  /**
   * Has each of two threads call the only operation of {@code type} once, and passes if that goes
   * wrong, in the way that the file shows.
   *
   * <p>The maps' own methods count as atomic here. What is found does not depend on how a JDK
   * programmed them, and is no fault of theirs.
   *
   * @param file in {@code docs/lessons/interleavings}
   */
  public static void fails(Class<?> type, String file) throws IOException {
    var maps =
        "java.util.HashMap java.util.concurrent.ConcurrentHashMap " + Decimal.class.getName();
    var options =
        new ModelCheckingOptions()
            .threads(2)
            .actorsPerThread(1)
            .actorsBefore(0)
            .actorsAfter(0)
            .iterations(1)
            .addGuarantee(
                ManagedStrategyGuaranteeKt.forClasses(maps.split(" "))
                    .allMethods()
                    .treatAsAtomic());
    var failure = assertThrows(LincheckAssertionError.class, () -> options.check(type));
    var found = table(failure.getMessage());
    var path = FOLDER.resolve(file);
    if (WRITE) Files.writeString(path, found);
    assertEquals(
        Files.readString(path),
        found,
        path + " is not what was found; -Dinterleavings=write renews it");
  }

  /** The interleaving alone, without the sentence before it and the details after it. */
  private static String table(String message) {
    var lines = message.lines().toList();
    var title = lines.indexOf("The following interleaving leads to the error:");
    return lines.stream()
        .skip(title + 1)
        .takeWhile(line -> line.startsWith("|"))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }
}
