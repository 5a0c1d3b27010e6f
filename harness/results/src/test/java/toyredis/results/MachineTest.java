package toyredis.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {

  @Test
  @EnabledOnOs(OS.LINUX)
  void everyFieldIsFilledOnLinux() {
    var machine = Machine.read(Path.of("."));
    assertFalse(machine.cpu().isEmpty());
    assertEquals(Runtime.getRuntime().availableProcessors(), machine.cores());
    assertTrue(machine.memoryMiB() > 100, machine.toString());
    assertTrue(machine.os().startsWith("Linux "), machine.os());
    assertTrue(machine.jdk().startsWith(System.getProperty("java.version")), machine.jdk());
    assertTrue(machine.openFiles() >= 64, machine.toString());
    assertTrue(machine.somaxconn() >= 128, machine.toString());
    assertTrue(machine.portRange().matches("\\d+-\\d+"), machine.portRange());
    assertTrue(machine.cpuPressure() >= 0);
  }

  @Test
  void aFolderOutsideAnyCheckoutHasNoRevision(@TempDir Path folder) {
    assertEquals("", Machine.read(folder).revision());
  }

  @Test
  void thePressureIsTheShareOfTheLastTenSeconds() {
    assertEquals(1.23, MachineReader.cpuPressure("some avg10=1.23 avg60=4.56 avg300=7.89 total=1"));
    assertEquals(0, MachineReader.cpuPressure(""));
  }
}
