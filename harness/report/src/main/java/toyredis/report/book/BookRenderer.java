package toyredis.report.book;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.asciidoctor.Asciidoctor;
import toyredis.report.BookException;
import toyredis.report.Measurements;
import toyredis.report.claim.Claim;
import toyredis.report.claim.Verdict;
import toyredis.results.Results;

/**
 * Makes the book: reads the results, draws the charts, judges the claims, renders the lessons.
 *
 * <p>Run it in a JVM of its own, away from anything that measures: {@code BookRenderer <results
 * folder> <docs folder> <output folder>}. It exits with 0 when every page is there, 2 for a wrong
 * call, and 1 for the rest, with one line on standard error for each thing that is wrong.
 */
public final class BookRenderer {
  // JUL forgets loggers that nobody holds.
  private static final Logger ASCIIDOCTOR_LOG = Logger.getLogger("asciidoctor");

  private BookRenderer() {}

  public static void main(String[] args) {
    if (args.length != 3) {
      System.err.println("usage: BookRenderer <results folder> <docs folder> <output folder>");
      System.exit(2);
    }
    System.setProperty("java.awt.headless", "true");
    Locale.setDefault(Locale.ROOT);
    try {
      var results = Path.of(args[0]);
      System.out.println(
          render(Asciidoctor.Factory::create, results, Path.of(args[1]), Path.of(args[2])));
    } catch (BookException e) {
      e.messages().forEach(System.err::println);
      System.exit(1);
    } catch (NoSuchFileException | AccessDeniedException e) {
      System.err.println("cannot read or write " + e.getMessage());
      System.exit(1);
    } catch (IOException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
    // JRuby leaves threads behind that would keep the process for a minute.
    System.exit(0);
  }

  /**
   * Makes the book from the results of a folder.
   *
   * @param asciidoctor starts one, which takes seconds; asked only when all else is there
   * @param results a folder of results; one within {@code docs} is the reference set
   * @param docs the lessons
   * @param output receives {@code index.html} and the other pages, {@code charts/} and {@code
   *     theme/}; made if missing
   * @return how many claims held: {@code "8 held, 1 not held, 2 inconclusive"}
   */
  static String render(Supplier<Asciidoctor> asciidoctor, Path results, Path docs, Path output)
      throws BookException, IOException {
    ASCIIDOCTOR_LOG.setUseParentHandlers(false);
    if (!Files.isDirectory(docs)) throw new BookException("there is no folder " + docs);
    var measurements = read(results);
    var isReference = results.toAbsolutePath().startsWith(docs.toAbsolutePath());
    var origin = isReference ? "reference set" : "this machine";
    Files.createDirectories(output);
    copyTheme(docs.resolve("theme"), output.resolve("theme"));
    new LessonRenderer(asciidoctor.get()).render(docs, measurements, origin, output);
    return tally(measurements);
  }

  private static String tally(Measurements measurements) {
    var verdicts = Claim.ALL.stream().map(c -> c.verdict(measurements).outcome()).toList();
    return "The claims: "
        + Stream.of(Verdict.Outcome.values())
            .map(each -> Collections.frequency(verdicts, each) + " " + each.label())
            .collect(Collectors.joining(", "));
  }

  private static Measurements read(Path results) throws BookException, IOException {
    try {
      return new Measurements(Results.readAll(results));
    } catch (BookException e) {
      throw new BookException(results + ": " + e.getMessage());
    }
  }

  private static void copyTheme(Path theme, Path output) throws BookException, IOException {
    if (!Files.isDirectory(theme)) throw new BookException("there is no folder " + theme);
    Files.createDirectories(output);
    try (var files = Files.list(theme)) {
      for (var file : files.toList()) {
        Files.copy(file, output.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
