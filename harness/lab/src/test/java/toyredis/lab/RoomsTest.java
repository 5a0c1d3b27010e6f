package toyredis.lab;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import toyredis.lab.process.Checkout;
import toyredis.results.Step;

/** Who may know whom: the arrows between the rooms of the house. */
class RoomsTest {
  private static JavaClasses house;

  @BeforeAll
  static void read() {
    var root = Checkout.ofThisLab().root();
    var folders = new ArrayList<Path>();
    for (var module : List.of("server", "check", "results", "load", "bench", "report", "lab")) {
      folders.add(root.resolve("harness").resolve(module));
    }
    for (var step : Step.values()) folders.add(root.resolve(step.folder()));
    var classes = folders.stream().map(folder -> folder.resolve("target/classes")).toList();
    for (var folder : classes) assertTrue(Files.isDirectory(folder), folder + " is not built");
    house = new ClassFileImporter().importPaths(classes);
  }

  /** Beside the JDK and libraries. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          toyredis.server..  |
          toyredis.step1..   | toyredis.server..
          toyredis.step2..   | toyredis.server..
          toyredis.step3..   | toyredis.server..
          toyredis.step4..   | toyredis.server.. toyredis.step1..
          toyredis.step5..   | toyredis.server.. toyredis.step1..
          toyredis.bench..   | toyredis.server.. toyredis.step1.. toyredis.step2.. toyredis.step3.. toyredis.step4.. toyredis.step5..
          toyredis.check..   | toyredis.server..
          toyredis.results.. |
          toyredis.load..    | toyredis.results..
          toyredis.report..  | toyredis.results..
          toyredis.lab..     | toyredis.results.. toyredis.load.. toyredis.report.. toyredis.bench..
          """)
  void aModuleKnowsOnly(String module, String known) {
    var allowed = new ArrayList<>(List.of(module));
    if (known != null) allowed.addAll(List.of(known.split(" ")));
    noClasses()
        .that(resideInAPackage(module))
        .should()
        .dependOnClassesThat(
            resideInAPackage("toyredis..")
                .and(not(resideInAnyPackage(allowed.toArray(String[]::new)))))
        .check(house);
  }

  @Test
  void noPackagesGoRoundInACircle() {
    slices().matching("toyredis.(**)").should().beFreeOfCycles().check(house);
  }

  /** Students read them: what they do not use, nobody has to know. */
  @Test
  void theServersUseNoLibrary() {
    noClasses()
        .that(
            resideInAnyPackage(
                "toyredis.server..",
                "toyredis.step1..",
                "toyredis.step2..",
                "toyredis.step3..",
                "toyredis.step4..",
                "toyredis.step5.."))
        .should()
        .dependOnClassesThat(
            not(resideInAnyPackage("java..", "sun.misc..", "jdk.jfr..", "toyredis..")))
        .check(house);
  }

  @Test
  void everyRoomOfTheHarnessSaysWhatIsInIt() throws IOException {
    var harness = Checkout.ofThisLab().root().resolve("harness");
    try (var files = Files.walk(harness)) {
      var rooms =
          files
              .filter(file -> harness.relativize(file).toString().contains("src/main/java"))
              .filter(file -> file.toString().endsWith(".java"))
              .map(Path::getParent)
              .collect(Collectors.toSet());
      rooms.removeIf(room -> Files.exists(room.resolve("package-info.java")));
      assertEquals(Set.of(), rooms);
    }
  }
}
