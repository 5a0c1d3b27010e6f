import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Run when Maven's own JDK is older than 25: prints what is missing and how to get it. It looks
 * where the toolchains plugin does; the script lab looks for itself, as there may be no java yet.
 */
class FindJdk {
  public static void main(String[] args) {
    var home = System.getProperty("user.home");
    var places =
        Stream.of(
            List.of("/usr/lib/jvm", "/usr/java", "/usr/local/java", "/opt/java"),
            List.of(
                "/Library/Java/JavaVirtualMachines", home + "/Library/Java/JavaVirtualMachines"),
            List.of(
                home + "/.jdks", home + "/.sdkman/candidates/java", home + "/.asdf/installs/java"),
            List.of(home + "/.gradle/jdks", home + "/.jenv/versions", home + "/.m2/jdks"),
            List.of("C:/Program Files/Java", "C:/Program Files/Eclipse Adoptium"));
    var folders = places.flatMap(List::stream).map(File::new).map(File::listFiles);
    var jdks = folders.filter(f -> f != null).flatMap(Stream::of).map(File::toPath);
    var fromEnvironment = Stream.of("JAVA_HOME", "JDK25_HOME", "JAVA25_HOME").map(System::getenv);
    var all = Stream.concat(jdks, fromEnvironment.filter(e -> e != null).map(Path::of));
    if (all.anyMatch(jdk -> version(jdk) >= 25 || version(jdk.resolve("Contents/Home")) >= 25)) {
      return;
    }
    System.out.println(
        "toy-redis needs a JDK 25 and found none. Linux: apt install openjdk-25-jdk (or dnf install"
            + " java-25-openjdk-devel, or sdk install java 25-tem). macOS: brew install openjdk@25."
            + " Windows: winget install EclipseAdoptium.Temurin.25.JDK. Or set JAVA_HOME to one.");
  }

  /** The feature release of the JDK in this folder, from its {@code release} file; 0 if none. */
  private static int version(Path jdk) {
    if (!Files.isExecutable(jdk.resolve("bin/javac"))
        && !Files.isExecutable(jdk.resolve("bin/javac.exe"))) {
      return 0;
    }
    try (var release = Files.newBufferedReader(jdk.resolve("release"))) {
      var properties = new Properties();
      properties.load(release);
      var version = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
      return Integer.parseInt(version.split("[.+-]")[0]);
    } catch (Exception e) {
      return 0;
    }
  }
}
