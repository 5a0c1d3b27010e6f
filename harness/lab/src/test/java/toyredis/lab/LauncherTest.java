package toyredis.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import toyredis.lab.process.Checkout;

/** The script {@code lab}, with a build and a JDK that only say that they were called. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LauncherTest {
  @TempDir private Path folder;

  private Path checkout;
  private final List<Process> labs = new ArrayList<>();

  @BeforeEach
  void aCheckout() throws IOException {
    folder = folder.toRealPath();
    checkout = Files.createDirectories(folder.resolve("my checkout"));
    for (var module : List.of("harness/lab", "step1-naive-map", "jdk/bin")) {
      Files.createDirectories(checkout.resolve(module));
    }
    Files.copy(Checkout.ofThisLab().root().resolve("lab"), checkout.resolve("lab"));
    Files.writeString(checkout.resolve("pom.xml"), "");
    Files.writeString(checkout.resolve("jdk/release"), "JAVA_VERSION=\"25.0.1\"\n");
    script("jdk/bin/javac", "exit 0");
    script("jdk/bin/java", "pwd; for word; do echo \"$word\"; done");
    // builds until the gate is opened
    script(
        "mvnw", "echo build >>builds; echo called >&2; if [ -p gate ]; then read -r _ <gate; fi");
  }

  @AfterEach
  void noLabIsLeft() throws InterruptedException {
    for (var lab : labs) kill(lab);
  }

  private void script(String name, String body) throws IOException {
    var file = checkout.resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    assertTrue(file.toFile().setExecutable(true));
  }

  private Process start(boolean withFlock, String... args) throws IOException {
    var command = new ArrayList<>(List.of(checkout.resolve("lab").toString()));
    command.addAll(List.of(args));
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("JAVA_HOME", checkout.resolve("jdk").toString());
    if (!withFlock) builder.environment().put("PATH", toolsWithoutFlock().toString());
    var lab = builder.start();
    labs.add(lab);
    return lab;
  }

  /** What a Mac has of what the script uses. */
  private Path toolsWithoutFlock() throws IOException {
    var bin = folder.resolve("bin");
    if (Files.exists(bin)) return bin;
    Files.createDirectory(bin);
    var tools = "dirname readlink id find head mkdir touch mv ln rm sed sleep";
    for (var tool : tools.split(" ")) {
      var there =
          Stream.of(System.getenv("PATH").split(":"))
              .map(part -> Path.of(part, tool))
              .filter(Files::isExecutable)
              .findFirst()
              .orElseThrow();
      Files.writeString(bin.resolve(tool), "#!/bin/sh\nexec " + there + " \"$@\"\n");
      assertTrue(bin.resolve(tool).toFile().setExecutable(true));
    }
    return bin;
  }

  private static void kill(Process lab) throws InterruptedException {
    lab.descendants().forEach(ProcessHandle::destroyForcibly);
    lab.destroyForcibly().waitFor();
  }

  private int builds() throws IOException {
    return Files.readAllLines(checkout.resolve("builds")).size();
  }

  private static String output(Process lab) throws Exception {
    var out = new String(lab.getInputStream().readAllBytes());
    assertEquals(0, lab.waitFor(), out + new String(lab.getErrorStream().readAllBytes()));
    return out;
  }

  @Test
  void pathsAreThoseOfTheCallersFolder() throws Exception {
    var words = output(start(true, "plot", "my results/a.json")).lines().toList();
    assertEquals(folder.toString(), words.getFirst());
    assertTrue(words.contains(checkout.resolve("harness/lab/target/lab.jar").toString()));
    assertEquals(
        List.of("plot", "my results/a.json"), words.subList(words.size() - 2, words.size()));
  }

  @Test
  void aLinkToTheLabIsTheLab() throws Exception {
    Files.createSymbolicLink(folder.resolve("lab"), checkout.resolve("lab"));
    var lab = new ProcessBuilder("./lab").directory(folder.toFile());
    lab.environment().put("JAVA_HOME", checkout.resolve("jdk").toString());
    assertTrue(output(lab.start()).startsWith(folder + "\n"));
  }

  @Test
  void withoutAHomeItFindsTheJdkAndBuilds() throws Exception {
    var lab = new ProcessBuilder(checkout.resolve("lab").toString());
    script("mvnw", "set -u; : \"$HOME\"");
    lab.environment().put("JAVA_HOME", checkout.resolve("jdk").toString());
    lab.environment().remove("HOME");
    output(lab.start());
  }

  @Test
  void itBuildsOnceAndAgainWhenASourceHasChanged() throws Exception {
    output(start(true));
    output(start(true));
    assertEquals(1, builds());
    // what changes while it builds is not in what was built
    script("mvnw", "echo build >>builds; touch -t 203701010000 step1-naive-map/Source.java");
    Files.delete(checkout.resolve("harness/lab/target/built"));
    output(start(true));
    output(start(true));
    assertEquals(3, builds());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void twoLabsThatHaveToBuildWaitForOneAnother(boolean withFlock) throws Exception {
    var gate = checkout.resolve("gate");
    assertEquals(0, new ProcessBuilder("mkfifo", gate.toString()).start().waitFor());
    var first = start(withFlock);
    assertTrue(first.errorReader().readLine().contains("building"));
    var second = start(withFlock);
    assertTrue(second.errorReader().readLine().contains("waiting for another lab"));
    Files.writeString(gate, "open\n");
    output(first);
    output(second);
    assertEquals(1, builds());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aLabThatWasKilledAtItsBuildHoldsNobodyUp(boolean withFlock) throws Exception {
    var gate = checkout.resolve("gate");
    assertEquals(0, new ProcessBuilder("mkfifo", gate.toString()).start().waitFor());
    var killed = start(withFlock);
    var err = killed.errorReader();
    while (!err.readLine().equals("called")) {}
    kill(killed);
    Files.delete(gate);
    output(start(withFlock));
    assertTrue(Files.exists(checkout.resolve("harness/lab/target/built")));
  }
}
