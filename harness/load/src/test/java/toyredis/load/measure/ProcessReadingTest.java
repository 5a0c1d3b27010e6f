package toyredis.load.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ProcessReadingTest {
  @Test
  @EnabledOnOs(OS.LINUX)
  void aProcessTellsItsCostOnLinux() {
    var me = ProcessReading.of(ProcessHandle.current().pid(), true);
    assertTrue(me.cpu().isPositive());
    assertTrue(me.rssMiB() > 10 && me.rssPeakMiB() >= me.rssMiB(), me.toString());
    assertTrue(me.threads() > 1);
  }

  @Test
  void aProcessThatHasEndedCostsNothingKnown() throws Exception {
    var ended = new ProcessBuilder("true").start();
    ended.waitFor();
    assertEquals(ProcessReading.UNKNOWN, ProcessReading.of(ended.pid(), true));
  }

  @Test
  void collectionsOfAJvmAreCounted() {
    var me = ProcessHandle.current().pid();
    var before = GcReading.of(me);
    System.gc();
    var after = GcReading.of(me);
    assertTrue(after.pauses() > before.pauses(), before + ", then " + after);
    assertTrue(after.millis() > before.millis(), before + ", then " + after);
    assertEquals(GcReading.NONE, GcReading.of(0));
  }
}
