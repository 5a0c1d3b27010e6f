package toyredis.report.book;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.logging.Logger;
import org.asciidoctor.Asciidoctor;
import toyredis.report.BookException;
import toyredis.report.Measurements;
import toyredis.report.claim.Claim;
import toyredis.report.claim.Verdict;

/**
 * Makes the book: reads the results, draws the charts, judges the claims, renders the lessons.
 *
 * <p>Run it in a JVM of its own, away from anything that measures: {@code BookRenderer <results
 * folder> <docs folder> <output folder> <form>}; the form is {@code site}, {@code pdf} or {@code
 * edition}. It exits with 0 when every page is there, 2 for a wrong call, and 1 for the rest, with
 * one line on standard error for each thing that is wrong.
 */
public final class BookRenderer {
  // JUL forgets loggers that nobody holds.
  private static final Logger ASCIIDOCTOR_LOG = Logger.getLogger("asciidoctor");

  private BookRenderer() {}

  public static void main(String[] args) {
    if (args.length != 4 || !List.of("site", "pdf", "edition").contains(args[3])) {
      System.err.println(
          "usage: BookRenderer <results folder> <docs folder> <output folder> site|pdf|edition");
      System.exit(2);
    }
    System.setProperty("java.awt.headless", "true");
    Locale.setDefault(Locale.ROOT);
    try {
      var results = Path.of(args[0]);
      var docs = Path.of(args[1]);
      var output = Path.of(args[2]);
      switch (args[3]) {
        case "pdf" -> print(results, docs, output);
        case "edition" -> ReadableEdition.write(BookSource.read(results, docs), output);
        default -> System.out.println(render(Asciidoctor.Factory::create, results, docs, output));
      }
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
   * @param docs the folder of {@code lessons} and {@code theme}
   * @param output receives {@code index.html} and the other pages, {@code charts/} and {@code
   *     theme/}; made if missing
   * @return how many claims held: {@code "8 held, 1 not held, 2 inconclusive"}
   */
  static String render(Supplier<Asciidoctor> asciidoctor, Path results, Path docs, Path output)
      throws BookException, IOException {
    ASCIIDOCTOR_LOG.setUseParentHandlers(false);
    var book = BookSource.read(results, docs);
    Files.createDirectories(output);
    Theme.copy(docs.resolve("theme"), output.resolve("theme"));
    new LessonRenderer(asciidoctor.get()).render(book, output);
    return tally(book.measurements());
  }

  private static void print(Path results, Path docs, Path output)
      throws BookException, IOException {
    ASCIIDOCTOR_LOG.setUseParentHandlers(false);
    var book = BookSource.read(results, docs);
    Files.createDirectories(output);
    PrintedBook.write(Asciidoctor.Factory.create(), book, output);
  }

  private static String tally(Measurements measurements) {
    return "The claims: "
        + Verdict.tally(Claim.ALL.stream().map(claim -> claim.verdict(measurements)).toList());
  }
}
