import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class Check {
  private int counter;

  private final class Recorded implements LostUpdate.Increment {
    private Integer seen;
    private boolean written;

    @Override
    public void read() {
      assertNull(seen, "an INCR read the counter twice");
      seen = counter;
    }

    @Override
    public void write() {
      assertTrue(seen != null, "an INCR wrote before it had read");
      assertTrue(!written, "an INCR wrote twice");
      counter = seen + 1;
      written = true;
    }
  }

  @Test
  void twoIncrementsWereAcknowledgedAndOneIsLost() {
    var a = new Recorded();
    var b = new Recorded();
    LostUpdate.run(a, b);
    assertTrue(a.written && b.written, "both INCRs must be carried out");
    assertEquals(
        1, counter, "no update was lost: the second INCR saw what the first had written; counter");
  }
}
