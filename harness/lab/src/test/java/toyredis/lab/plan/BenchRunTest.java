package toyredis.lab.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import toyredis.lab.process.Checkout;
import toyredis.lab.screen.Screen;

@Timeout(60)
class BenchRunTest {

  @Tag("slow")
  @Test
  void aTrialMeasuresOneStore() throws Exception {
    var screen = new Screen(new PrintWriter(new StringWriter()));
    var bench = new BenchRun(Checkout.ofThisLab(), screen, BenchRun.Length.TRIAL).run();
    assertEquals(1, bench.scores().size(), bench.toString());
    var score = bench.scores().getFirst();
    assertEquals("getOrSet", score.benchmark());
    assertEquals("rwlock", score.store());
    assertEquals(2, score.threads());
    assertTrue(score.nanos() > 0, score.toString());
  }
}
