package toyredis.lab.process;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import toyredis.lab.screen.LabException;
import toyredis.results.Step;

/**
 * The checkout that this lab was built in.
 *
 * @param root where the jars and the lessons are
 * @param results where results are kept
 */
public record Checkout(Path root, Path results) {

  /**
   * Found from where this class was loaded: {@code harness/lab/target/lab.jar} or its classes. The
   * system property {@code lab.results} names another folder for the results.
   */
  public static Checkout ofThisLab() {
    try {
      var source = Checkout.class.getProtectionDomain().getCodeSource().getLocation();
      var target = Path.of(source.toURI()).getParent();
      var root = target.getParent().getParent().getParent();
      var results = System.getProperty("lab.results");
      return new Checkout(root, results == null ? root.resolve("results") : Path.of(results));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The command that starts a step's server, without its options. */
  public List<String> command(Step step) {
    var jar = jar(step);
    if (!Files.exists(jar)) {
      throw new LabException(
          shown(jar) + " is missing; build it with ./mvnw -q -ntp package -DskipTests");
    }
    return List.of(java(), "-XX:+UseParallelGC", "-jar", jar.toString());
  }

  private Path jar(Step step) {
    return root.resolve(step.folder()).resolve("target").resolve(step.folder() + ".jar");
  }

  public boolean isBuilt(Step step) {
    return Files.exists(jar(step));
  }

  /** The java that runs this lab. */
  public static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  public Path bookResults() {
    return results.resolve("book");
  }

  public Path docs() {
    return root.resolve("docs");
  }

  public Path reference() {
    return docs().resolve("reference");
  }

  public Path book() {
    return docs().resolve("target").resolve("book");
  }

  /** A path as the user would type it, from where the lab was called. */
  public static Path shown(Path path) {
    var here = Path.of("").toAbsolutePath();
    var whole = path.toAbsolutePath().normalize();
    if (whole.equals(here)) return Path.of(".");
    return whole.startsWith(here) ? here.relativize(whole) : whole;
  }
}
