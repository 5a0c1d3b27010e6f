package toyredis.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import toyredis.lab.process.Checkout;

class PlotCommandTest {
  private final Path reference = Checkout.ofThisLab().reference();
  private final String step2 = reference.resolve("saturated-step2-b1.json").toString();
  private final String step5 = reference.resolve("saturated-step5-b1.json").toString();

  @Test
  void resultsOfSeveralServersComeIntoOneChart() {
    var lab = LabRun.of("plot", step2, step5);
    assertEquals(0, lab.exit(), lab.err());
    assertTrue(lab.out().contains("Latency by percentile"), lab.out());
    assertTrue(lab.out().contains("2 mutex") && lab.out().contains("5 event loop"), lab.out());
    assertFalse(lab.out().contains("\033"), "no colours where there is no terminal");
  }

  @Test
  void chartsAreWrittenAsFilesWhenAskedFor(@TempDir Path folder) {
    var lab = LabRun.of("plot", step2, "--into", folder.resolve("charts").toString());
    assertEquals(0, lab.exit(), lab.err());
    var index = folder.resolve("charts/index.html");
    assertTrue(Files.exists(index));
    assertTrue(lab.out().contains(index.toString()), lab.out());
    assertTrue(Files.exists(folder.resolve("charts/latency-narrow.svg")));
  }

  @Test
  void withoutAResultTheLatestIsDrawn() throws IOException {
    var load = Path.of(step2);
    var results = Files.createDirectories(Checkout.ofThisLab().results());
    var latest = results.resolve("load-latest.json");
    Files.copy(load, latest, StandardCopyOption.REPLACE_EXISTING);
    try {
      var soon = FileTime.from(Instant.now().plusSeconds(60)); // other tests keep results too
      Files.setLastModifiedTime(latest, soon);
      var lab = LabRun.of("plot");
      assertEquals(0, lab.exit(), lab.err());
      assertTrue(lab.out().lines().findFirst().orElseThrow().endsWith("load-latest.json"));
      assertTrue(lab.out().contains("Latency by percentile"), lab.out());
    } finally {
      Files.delete(latest);
    }
  }

  @Test
  void aServersNameInAResultCannotSteerTheTerminal(@TempDir Path folder) throws IOException {
    var json = Files.readString(Path.of(step2)).replace("\"step2\"", "\"\\u001b]0;title\\u0007\"");
    var file = Files.writeString(folder.resolve("a.json"), json).toString();
    for (var command : List.of("plot " + file, "diff " + file + " " + file)) {
      var lab = LabRun.of(command.split(" "));
      assertEquals(0, lab.exit(), lab.err());
      assertFalse(lab.out().contains("\033"), lab.out());
      assertTrue(lab.out().contains("?]0;title?"), lab.out());
    }
  }

  @Test
  void whatIsNoLoadResultIsSaid(@TempDir Path folder) throws IOException {
    var race = LabRun.of("plot", reference.resolve("race-step1.json").toString());
    assertEquals(1, race.exit());
    assertTrue(race.err().contains("race-step1.json"), race.err());
    var missing = LabRun.of("plot", folder.resolve("nothing.json").toString());
    assertEquals(1, missing.exit());
    assertTrue(missing.err().contains("nothing.json"), missing.err());
    assertEquals(1, missing.err().lines().count(), missing.err());
  }
}
