package toyredis.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import toyredis.lab.process.Checkout;
import toyredis.lab.server.Server;
import toyredis.results.Step;

class UsageTest {

  @Test
  void aloneItShowsOnOneScreenWhatThereIs() {
    var lab = LabRun.of();
    assertEquals(0, lab.exit());
    for (var command :
        List.of(
            "serve", "cluster", "race", "load", "stall", "compare", "diff", "merge", "plot",
            "fooled", "show", "book", "claims", "doctor")) {
      assertTrue(lab.out().contains("  " + command + " "), lab.out());
    }
    assertTrue(lab.out().lines().count() <= 40, lab.out().lines().count() + " lines");
    assertTrue(lab.out().lines().allMatch(line -> line.length() <= 100), lab.out());
  }

  @Test
  void noCommandButTheInstructorsIsMissingThere() {
    var names = new TreeSet<>(Lab.commandLine().getSubcommands().keySet());
    names.removeAll(List.of("zoo", "help"));
    var screen = LabRun.of().out();
    for (var name : names) assertTrue(screen.matches("(?s).*\\b" + name + "\\b.*"), name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "serve",
        "cluster",
        "race",
        "load",
        "stall",
        "compare",
        "diff",
        "merge",
        "plot",
        "bench",
        "show",
        "fooled",
        "book",
        "claims",
        "doctor",
        "check",
        "hint",
        "solution",
        "progress",
        "reset",
        "watch",
        "zoo"
      })
  void everyCommandHasHelp(String command) {
    var lab = LabRun.of(command, "--help");
    assertEquals(0, lab.exit());
    assertTrue(lab.out().contains("lab " + command), lab.out());
    assertTrue(lab.out().lines().allMatch(line -> line.length() <= 100), lab.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fly                               | there is no command 'fly'",
        "laod step1                        | did you mean load?",
        "raec                              | did you mean race?",
        "help comapre                      | did you mean compare?",
        "load step1 --warpmu 1s            | did you mean --warmup?",
        "serve                             | STEP",
        "serve step9                       | step9",
        "race                              | SERVER",
        "race step9                        | step9",
        "race step1 --clients 1            | --clients",
        "race step1 --clients 100000       | ./lab load SERVER -c 1000",
        "race step1 --variant stamped      | hashmap",
        "race step5 --threads platform     | loop",
        "load step2/stamped                | synchronized or reentrant",
        "compare step1 step5/platform      | name loop",
        "compare --baseline step4/fast     | per-command or batch",
        "race step1 --clients many         | many",
        "race 127.0.0.1:x                  | 127.0.0.1:x",
        "race null                         | nothing to lose",
        "race 127.0.0.1:99999              | port",
        "race all --variant stamped        | --variant",
        "race 127.0.0.1:1 --threads virtual| --threads",
        "load step1 --warp                 | --warp",
        "load step1 -d 5                   | '5'",
        "load step1 --think 9-1ms          | backwards",
        "load step1 -c 0                   | connections",
        "load step1 --read-share 1.5       | read share",
        "load step1 --arrivals poisson     | --rate",
        "load step1 --rate 10 --think 1ms  | --think",
        "load step1 --rate 0               | rate",
        "load step1 --mix get=1,fly=2      | fly=2",
        "load step1 --mix get=1 --read-share 1 | --mix",
        "load step1 --value-size big       | big",
        "load step1 --value-size 9-1       | value",
        "load step1 --keys own --key-count 7 | keys own",
        "load step1 --on-error panic       | panic",
        "load step1 --keys some            | some",
        "load step1 --profile none         | none",
        "load 127.0.0.1:1 --profile-server | --profile-server",
        "load step1 --timeout 0s           | time-out",
        "load step1 --rtt -5ms             | option '--rtt': '-5ms' is no duration",
        "load step1 --rtt 250              | option '--rtt': '250' is no duration",
        "load step1 --rtt 5s               | shorter than the time-out of 5.0 s",
        "load step1 -c 20000000            | connections",
        "load step1 -P 100000000           | pipeline",
        "load step1 -P 10000 --value-size 100000 | 512 MiB",
        "load step1 --value-size 600000000 | 512 MiB",
        "load step1 --rate 1e300           | rate",
        "load step1 --rate Infinity        | rate",
        "load step1 --rate 1e-300          | rate",
        "load step1 --key-count 2000000000 | key count",
        "load step1 --think 999999999m     | 999999999m' is over a day",
        "load step1 -d 25000m              | over a day",
        "load step1 --warmup 2000m         | over a day",
        "load step1 --timeout 2000m        | over a day",
        "stall step9                       | step9",
        "stall null                        | no keys",
        "stall --keys 1                    | key count",
        "stall --rounds 0                  | rounds",
        "stall --ruonds 3                  | did you mean --rounds?",
        "compare step9                     | step9",
        "compare --quick --thorough         | choose one",
        "compare step1 --baseline step2     | step2",
        "compare --sweep warp=1,2           | warp",
        "compare --sweep connections        | no sweep",
        "compare -c 5,6 --sweep pipeline=1,2| -c",
        "compare -r 0                       | --repetitions",
        "compare -r 1000000000              | --repetitions",
        "compare --sweep value-size=600000000 | 512 MiB",
        "compare --sweep rate=999999999     | rate",
        "compare --name a/b                 | --name",
        "compare step1 --resume=x           | --resume",
        "diff a.json                       | RESULT",
        "diff a.json b.json c.json         | c.json",
        "merge a.json b.json               | --into",
        "merge a.json b.json --into c      | .json",
        "merge a.json a.json --into c.json | twice",
        "bench --quick --thorough          | choose one",
        "book --fresh --reference          | choose one",
        "hint                              | EXERCISE",
        "zoo --runs 0                      | --runs"
      })
  void wrongUsageIsOneLineThatNamesItAndExitCodeTwo(String args, String named) {
    var lab = LabRun.of(args.split(" "));
    assertEquals(2, lab.exit(), args);
    assertEquals("", lab.out());
    assertEquals(1, lab.err().lines().count(), lab.err());
    assertTrue(lab.err().contains(named), lab.err());
    assertTrue(lab.err().contains("--help"), lab.err());
  }

  @Test
  void anExerciseThatIsNotThereIsOneLineThatNamesThoseOfItsChapter() {
    for (var command : List.of("check", "hint", "solution", "reset", "watch", "zoo")) {
      var lab = LabRun.of(command, "2.99");
      assertEquals(1, lab.exit());
      assertTrue(lab.err().contains("there is no exercise '2.99'; chapter 2 has 2.1, "), lab.err());
      assertTrue(LabRun.of(command, "9.9").err().contains("./lab progress lists them"), command);
    }
  }

  @Test
  void helpIsThereHoweverItIsAskedFor() {
    var screen = LabRun.of().out();
    for (var way : List.of("--help", "-h", "help")) assertEquals(screen, LabRun.of(way).out(), way);
    var help = LabRun.of("load", "--help").out();
    assertEquals(help, LabRun.of("help", "load").out());
    assertEquals(help, LabRun.of("load", "-h").out());
  }

  @Test
  void theVersionIsTheRevisionAndTheJdk() {
    var lab = LabRun.of("--version");
    assertEquals(0, lab.exit());
    assertTrue(lab.out().matches("toy-redis, revision \\w*\\+?, JDK 2\\d.*\\R"), lab.out());
  }

  @Test
  void aResultThatIsAFolderIsNamed(@TempDir Path folder) {
    var lab = LabRun.of("diff", folder.toString(), folder.toString());
    assertEquals(1, lab.exit());
    assertEquals("lab diff: " + folder + " is a folder, not a result\n", lab.err());
  }

  @Test
  void chartsThatCannotBeWrittenAreOneLineThatNamesTheFolder(@TempDir Path folder)
      throws IOException {
    var file = Files.writeString(folder.resolve("charts"), "a file");
    var result = Checkout.ofThisLab().reference().resolve("saturated-step2-b1.json").toString();
    var lab = LabRun.of("plot", result, "--into", file.toString());
    assertEquals(1, lab.exit());
    assertEquals("lab plot: " + file + " is there already, and is no folder\n", lab.err());
  }

  @Test
  void nobodyListeningIsOneLineAndExitCodeOne() throws IOException {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    for (var command : List.of("race", "load")) {
      var lab = LabRun.of(command, "127.0.0.1:" + port);
      assertEquals(1, lab.exit());
      assertEquals(1, lab.err().lines().count(), lab.err());
      assertTrue(lab.err().contains("127.0.0.1:" + port), lab.err());
    }
  }

  @Test
  void anUnknownHostIsOneLineAndExitCodeOne() {
    var lab = LabRun.of("load", "no-such-host.invalid:6379");
    assertEquals(1, lab.exit());
    assertTrue(lab.err().contains("no-such-host.invalid"), lab.err());
  }

  @Test
  void aComparisonBeyondThisMachinesLimitsIsRefusedBeforeItBegins() {
    var lab = LabRun.of("compare", "step1", "--sweep", "connections=5,9999999");
    assertEquals(1, lab.exit());
    assertEquals("", lab.out());
    assertTrue(lab.err().contains("raise it with"), lab.err());
  }

  @Test
  void aResultThatIsNotThereIsOneLineAndExitCodeOne() {
    for (var command :
        List.of("diff nowhere.json b.json", "merge nowhere.json b.json --into c.json")) {
      var lab = LabRun.of(command.split(" "));
      assertEquals(1, lab.exit());
      assertEquals(1, lab.err().lines().count(), lab.err());
      assertTrue(lab.err().contains("nowhere.json"), lab.err());
    }
  }

  @Test
  void allStandsForTheFiveSteps() {
    var servers = Server.expand(List.of(new Server.All()));
    var steps = Stream.of(Step.values()).map(step -> new Server.OfStep(step)).toList();
    assertEquals(steps, servers);
  }
}
