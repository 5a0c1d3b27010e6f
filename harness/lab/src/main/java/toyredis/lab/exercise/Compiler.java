package toyredis.lab.exercise;

import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** The Java compiler, in this JVM. No code of the sources runs. */
final class Compiler {
  private static final int ERRORS = 10;

  private Compiler() {}

  /** A source in memory: what is compiled is what was read. */
  static final class Unit extends SimpleJavaFileObject {
    private final Source source;

    Unit(Source source) {
      super(URI.create("string:///" + source.name()), Kind.SOURCE);
      this.source = source;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return source.text();
    }
  }

  private static JavaCompiler javac() {
    var javac = ToolProvider.getSystemJavaCompiler();
    if (javac == null) throw new IllegalStateException("this Java is no JDK: it has no compiler");
    return javac;
  }

  /** A task that only parses. */
  static JavacTask parser(Source source, DiagnosticCollector<JavaFileObject> problems) {
    return (JavacTask)
        javac().getTask(Writer.nullWriter(), null, problems, null, null, List.of(new Unit(source)));
  }

  /**
   * Compiles.
   *
   * @param into an empty folder
   * @throws Unusable with the compiler's errors
   */
  static void compile(List<Source> sources, List<Path> classPath, Path into)
      throws Unusable, IOException {
    var problems = new DiagnosticCollector<JavaFileObject>();
    try (var files =
        javac().getStandardFileManager(problems, Locale.ENGLISH, StandardCharsets.UTF_8)) {
      files.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath);
      files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(into));
      files.setLocationFromPaths(StandardLocation.SOURCE_PATH, List.of());
      // all that is known of the code is for the reports; no annotation processor runs
      var options = List.of("-g", "-proc:none", "-implicit:none", "-Xlint:none", "-nowarn");
      var units = sources.stream().map(Unit::new).toList();
      var task =
          (JavacTask) javac().getTask(Writer.nullWriter(), files, problems, options, null, units);
      for (var unit : task.parse()) {
        var name = Path.of(unit.getSourceFile().getName()).getFileName();
        if (unit.getModule() != null) throw new Unusable(name + " is a module: delete it");
        if (unit.getPackage() != null) {
          throw new Unusable(
              "%s:%d: an exercise is in no package; delete this line: package %s;"
                  .formatted(
                      name,
                      unit.getLineMap()
                          .getLineNumber(
                              Trees.instance(task)
                                  .getSourcePositions()
                                  .getStartPosition(unit, unit.getPackage())),
                      unit.getPackage().getPackageName()));
        }
      }
      if (errors(problems).isEmpty()) task.generate();
    } catch (IllegalStateException e) {
      if (!(e.getCause() instanceof StackOverflowError)) throw e;
      throw new Unusable("an expression or a block is nested too deeply for the compiler");
    }
    var errors = errors(problems);
    if (!errors.isEmpty()) throw new Unusable(text(errors));
  }

  private static List<Diagnostic<? extends JavaFileObject>> errors(
      DiagnosticCollector<JavaFileObject> problems) {
    return problems.getDiagnostics().stream()
        .<Diagnostic<? extends JavaFileObject>>map(each -> each)
        .filter(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
        .toList();
  }

  /** Each error with its line, and a caret below the place. */
  static String text(List<Diagnostic<? extends JavaFileObject>> errors) {
    var lines = new ArrayList<String>();
    for (var error : errors.subList(0, Math.min(ERRORS, errors.size()))) {
      var message = error.getMessage(Locale.ENGLISH);
      if (!(error.getSource() instanceof Unit unit)) {
        lines.add(message);
        continue;
      }
      lines.add(unit.source.name() + ":" + error.getLineNumber() + ": " + message);
      var line = unit.source.line(error.getLineNumber()).replace('\t', ' ');
      if (line.isBlank()) continue;
      lines.add("  " + line);
      lines.add("  " + " ".repeat((int) Math.max(0, error.getColumnNumber() - 1)) + "^");
    }
    if (errors.size() > ERRORS) lines.add("… and " + (errors.size() - ERRORS) + " errors more");
    return String.join("\n", lines);
  }
}
