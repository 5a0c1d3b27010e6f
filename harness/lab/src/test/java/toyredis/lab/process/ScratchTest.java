package toyredis.lab.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class ScratchTest {

  @Test
  void whatAKilledLabLeftIsDeletedAndWhatALivingOneUsesIsNot() throws Exception {
    var mine = Files.createTempFile(Scratch.folder(), "used", "");
    var dead = new ProcessBuilder("true").start();
    assertEquals(0, dead.waitFor());
    var left = Scratch.folder().resolveSibling("toy-redis-lab-" + dead.pid() + "-1");
    Files.createDirectories(left.resolve("classes"));
    Files.writeString(left.resolve("classes/A.class"), "");
    Scratch.deleteAbandoned();
    assertFalse(Files.exists(left));
    assertTrue(Files.exists(mine));
    Files.delete(mine);
  }
}
