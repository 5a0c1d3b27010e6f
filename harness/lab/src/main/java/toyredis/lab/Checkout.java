package toyredis.lab;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The checkout that this lab was built in: where the jars, the results and the lessons are. */
record Checkout(Path root) {

  /** Found from where this class was loaded: {@code harness/lab/target/lab.jar} or its classes. */
  static Checkout ofThisLab() {
    try {
      var source = Checkout.class.getProtectionDomain().getCodeSource().getLocation();
      var target = Path.of(source.toURI()).getParent();
      return new Checkout(target.getParent().getParent().getParent());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The command that starts a step's server, without its options. */
  List<String> command(Step step) {
    var jar = root.resolve(step.folder()).resolve("target").resolve(step.folder() + ".jar");
    if (!Files.exists(jar)) {
      throw new LabException(
          shown(jar) + " is missing; build it with ./mvnw -q -ntp package -DskipTests");
    }
    return List.of(java(), "-XX:+UseSerialGC", "-jar", jar.toString());
  }

  /** The java that runs this lab. */
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  Path results() {
    return root.resolve("results");
  }

  Path bookResults() {
    return results().resolve("book");
  }

  Path docs() {
    return root.resolve("docs");
  }

  Path reference() {
    return docs().resolve("reference");
  }

  Path book() {
    return docs().resolve("target").resolve("book");
  }

  /** A path as the user would type it, from the checkout's folder. */
  Path shown(Path path) {
    return path.startsWith(root) ? root.relativize(path) : path;
  }
}
