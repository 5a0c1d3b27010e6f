import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;

/**
 * Checks that every Java file here is formatted ({@code check}), or formats it ({@code write}), or
 * does nothing ({@code off}). The build runs it with the JDK that it builds with; a formatter
 * inside Maven would have only Maven's own JDK.
 */
class Format {
  public static void main(String[] args) throws Exception {
    if (args[0].equals("off")) return;
    var write = args[0].equals("write");
    var formatter = new Formatter(JavaFormatterOptions.builder().style(Style.GOOGLE).build());
    var unformatted = new ArrayList<Path>();
    try (var files = Files.walk(Path.of("."))) {
      for (var file : (Iterable<Path>) files.filter(Format::isOurs)::iterator) {
        var source = Files.readString(file);
        var formatted = formatter.formatSourceAndFixImports(source);
        if (!formatted.equals(source)) {
          unformatted.add(file.normalize());
          if (write) Files.writeString(file, formatted);
        }
      }
    }
    for (var file : unformatted) {
      System.err.println(file + (write ? ": formatted" : ": not formatted"));
    }
    if (!write && !unformatted.isEmpty()) {
      System.err.println("Format them with: ./mvnw -q -N process-sources -Dformat=write");
      System.exit(1);
    }
  }

  private static boolean isOurs(Path file) {
    var path = file.toString();
    return path.endsWith(".java")
        && !path.contains("/target/")
        && !path.contains("/.git/")
        && !path.startsWith("./exercises/"); // the reader's
  }
}
