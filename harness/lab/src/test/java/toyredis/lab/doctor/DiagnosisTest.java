package toyredis.lab.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import toyredis.lab.LabRun;
import toyredis.results.Machine;

class DiagnosisTest {

  private static Diagnosis of(int java, int cores, long memory, long files, String ports) {
    var machine = new Machine("CPU", cores, memory, "Linux 6", "25", files, 4096, ports, 1.5, "a");
    return Diagnosis.of(
        new Diagnosis.Findings(machine, java, 1024, 30, 60, List.of(), List.of("nc"), 100_000));
  }

  private static Diagnosis good() {
    return of(25, 2, 4096, 20_000, "32768-60999");
  }

  @Test
  void aMachineThatIsGoodEnoughMissesNothing() {
    assertEquals(List.of(), good().missing());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "24 | 2 | 4096 | 20000 | 32768-60999 | a JDK 25",
        "25 | 1 | 4096 | 20000 | 32768-60999 | a second core",
        "25 | 2 |  256 | 20000 | 32768-60999 | memory",
        "25 | 2 | 4096 |  1024 | 32768-60999 | prlimit",
        "25 | 2 | 4096 | 20000 | 60000-60003 | ip_local_port_range"
      })
  void whatIsMissingIsNamedWithTheWayOut(
      int java, int cores, long memory, long files, String ports, String named) {
    var missing = of(java, cores, memory, files, ports).missing();
    assertEquals(1, missing.size(), missing.toString());
    assertTrue(missing.getFirst().contains(named), missing.toString());
  }

  @Test
  void theSmallerLimitSaysHowManyConnectionsThereCanBe() {
    assertTrue(line(good(), "connections").contains("up to 19,900"));
    assertTrue(line(good(), "connections").contains("descriptors"));
    var many = of(25, 2, 4096, 1_000_000, "32768-60999");
    assertTrue(line(many, "connections").contains("up to 999,900"));
    assertTrue(line(many, "ephemeral ports").contains("25,408 connections from one address"));
  }

  @Test
  void aBacklogIsTooShortForTheDoctorWhereARunIsRefusedForIt() {
    var machine = new Machine("CPU", 2, 4096, "", "25", 20_000, 128, "32768-60999", 0, "");
    var findings = new Diagnosis.Findings(machine, 25, 0, 30, 60, List.of(), List.of(), 0);
    var line = line(Diagnosis.of(findings), "listen backlog");
    assertTrue(line.contains("128 connections wait"), line);
    assertTrue(line.contains("somaxconn=1000"), line);
    assertTrue(line(good(), "listen backlog").contains("enough"));
  }

  @Test
  void whatASystemDoesNotTellIsUnknownAndNotMissing() {
    var machine = new Machine("", 2, 0, "", "25", 0, 0, "", 0, "");
    var diagnosis =
        Diagnosis.of(new Diagnosis.Findings(machine, 25, 0, 30, 60, List.of(), List.of(), 0));
    assertEquals(List.of(), diagnosis.missing());
    assertTrue(line(diagnosis, "ephemeral ports").endsWith("unknown"));
    assertTrue(line(diagnosis, "nc").contains("apt install netcat-openbsd"));
  }

  @Test
  void stepsThatAreNotBuiltAreNamed() {
    var machine = new Machine("", 2, 0, "", "25", 0, 0, "", 0, "");
    var findings = new Diagnosis.Findings(machine, 25, 0, 30, 60, List.of("step4"), List.of(), 0);
    assertTrue(Diagnosis.of(findings).missing().getFirst().startsWith("step4 not built"));
  }

  @Test
  void theCommandsExitCodeSaysWhetherSomethingIsMissingHere() {
    var lab = LabRun.of("doctor");
    boolean missing = lab.out().contains("Missing: ");
    assertEquals(missing ? 1 : 0, lab.exit(), lab.out());
    assertTrue(missing != lab.out().contains("All lessons can be followed here."), lab.out());
    assertTrue(lab.out().contains("\nclock "), lab.out());
  }

  private static String line(Diagnosis diagnosis, String name) {
    return diagnosis.lines().stream()
        .filter(l -> l.startsWith(name + " "))
        .findFirst()
        .orElseThrow();
  }
}
