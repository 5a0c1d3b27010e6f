package toyredis.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import toyredis.lab.process.Checkout;
import toyredis.lab.process.Child;
import toyredis.lab.server.StepServer;
import toyredis.results.Step;

/** The benchmarks of which one learns to doubt benchmarks: real servers, short trials. */
@Tag("slow")
@Timeout(60)
class FooledTest {
  private static final List<String> SHORT =
      List.of("-Dkeys=2000", "-Dseconds=1", "-Drounds=1", "-Dpairs=1");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Stall           | 1 | 99 % within +[0-9.]+ ms\\n(?s:.)*KEYS does no harm. 99 of 100 GETs
          StallMended     | 1 | 99.0 % within +[0-9.]+ ms +[0-9.]+ ms\\n(?s:.)*keeps its user waiting for [0-9.]+ ms
          Saturated       | 2 | step2 +[0-9,]+\\n  step2 +[0-9,]+\\n\\nResult: no difference worth mentioning
          SaturatedMended | 2 | step2 +[0-9,]+ +[0-9]+ % +[0-9.]+ µs\\n(?s:.)*uses [0-9.]+ times the CPU
          Average         | 2 | step2 +[0-9.]+ µs +[0-9.]+ µs\\n\\nResult: step2 is [0-9.]+ times as fast as step2
          AverageMended   | 2 | step2 is [0-9.]+ times as fast as step2,\\nthe median of 1 pairs, which are from [0-9.]+ to
          """)
  void aProgramReportsWhatItMeasured(String program, int servers, String report) throws Exception {
    assumeTrue(Checkout.ofThisLab().isBuilt(Step.MUTEX), "step2 is not built");
    try (var step = StepServer.start(Checkout.ofThisLab(), Step.MUTEX, List.of())) {
      var command = new ArrayList<>(List.of(Checkout.java(), "-XX:TieredStopAtLevel=1"));
      command.addAll(SHORT);
      command.addAll(List.of("-Dstdout.encoding=UTF-8", "-cp"));
      command.add(System.getProperty("java.class.path"));
      command.add("toyredis.bench.fooled." + program);
      var server = "step2:" + step.target().address().getPort();
      for (int i = 0; i < servers; i++) command.add(server);
      var lines = new ArrayList<String>();
      int exit = Child.run(Child.of(command), lines::add);
      var output = String.join("\n", lines);
      assertEquals(0, exit, output);
      assertTrue(Pattern.compile(report).matcher(output).find(), output);
    }
  }

  @Test
  void theLabStartsTheServersAndSaysWhereTheProgramIs() {
    assumeTrue(Checkout.ofThisLab().isBuilt(Step.EVENT_LOOP), "step5 is not built");
    var lab = LabRun.of("fooled", "average", "step5/single-loop", "step5");
    assertEquals(0, lab.exit(), lab.err());
    assertTrue(
        lab.out().startsWith("harness/bench/src/main/java/toyredis/bench/fooled/Average.java"));
    assertTrue(lab.out().contains(" times as fast as step5/single-loop (mean of "), lab.out());
    assertTrue(lab.out().endsWith("Next: ./lab fooled average --mended\n"), lab.out());
  }

  @Test
  void theListAsksAndDoesNotTell() {
    var lab = LabRun.of("fooled");
    assertEquals(0, lab.exit(), lab.err());
    for (var name : List.of("stall", "saturated", "average")) {
      assertTrue(lab.out().contains("\n" + name + " ") || lab.out().startsWith(name), lab.out());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fooled stall null          | name steps, or redis",
        "fooled average step1       | as many servers as its own: step1 step2",
        "fooled stall step1 step2   | as many servers as its own: step2",
        "fooled all                 | stall",
      })
  void wrongUsageIsAnsweredWithTheWayOut(String command, String message) {
    var lab = LabRun.of(command.split(" "));
    assertEquals(2, lab.exit(), lab.out());
    assertTrue(lab.err().toLowerCase().contains(message), lab.err());
  }
}
