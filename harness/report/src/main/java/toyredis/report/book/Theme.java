package toyredis.report.book;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;
import toyredis.report.BookException;

/** What all pages share: style, font, scripts. They work from a folder, without a network. */
final class Theme {
  private static final String LUNR = "META-INF/maven/org.webjars.npm/lunr/pom.properties";

  private Theme() {}

  /**
   * Copies it beside the pages.
   *
   * @param theme {@code docs/theme}
   * @param output made where it is missing
   * @throws BookException if there is no such theme
   */
  static void copy(Path theme, Path output) throws BookException, IOException {
    if (!Files.isDirectory(theme)) throw new BookException("there is no folder " + theme);
    Files.createDirectories(output);
    try (var files = Files.list(theme)) {
      for (var file : files.toList()) {
        Files.copy(file, output.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    copySearch(output.resolve("lunr.js"));
  }

  /** The search engine Lunr; its licence stands in its first line. */
  private static void copySearch(Path file) throws IOException {
    var loader = Theme.class.getClassLoader();
    var about = new Properties();
    try (var in = loader.getResourceAsStream(LUNR)) {
      about.load(in);
    }
    var path = "META-INF/resources/webjars/lunr/" + about.getProperty("version") + "/lunr.min.js";
    try (var in = loader.getResourceAsStream(path)) {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
