package toyredis.lab.doctor;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import toyredis.lab.screen.Screen;
import toyredis.load.Limits;
import toyredis.load.client.SourceAddresses;
import toyredis.results.Digits;
import toyredis.results.Machine;

/**
 * What a machine allows, in plain words. It is a function of what was found out, so that machines
 * that are not at hand can be examined, too.
 *
 * @param lines for people, in the order in which they are printed
 * @param missing what keeps the lessons from being followed, each with the way out; empty if
 *     nothing does
 */
public record Diagnosis(List<String> lines, List<String> missing) {
  /** The original's largest run. */
  private static final int LESSON_CONNECTIONS = 1200;

  /** Five steps' servers never run at once: one of them, and the lab, in 256 MiB each. */
  private static final int LESSON_MEMORY_MIB = 512;

  /**
   * What was found out beside the machine's own description.
   *
   * @param javaFeature the version of the JDK that runs the lab, 25 for one
   * @param softFiles descriptors that the shell allows its programs at first; 0 if unknown
   * @param clockStepNanos the smallest step of {@link System#nanoTime} that was seen
   * @param lateMicros by how much a sleep of one millisecond was too long, the median, in
   *     microseconds
   * @param unbuilt steps whose jar is missing
   * @param present programs of {@link Program} that are installed
   * @param ceiling operations per second that the generator reaches against a server that does
   *     nothing, with 50 connections; 0 if it was not measured
   */
  public record Findings(
      Machine machine,
      int javaFeature,
      long softFiles,
      long clockStepNanos,
      long lateMicros,
      List<String> unbuilt,
      List<String> present,
      double ceiling) {}

  /** Programs that the lab can use: none of them is needed. */
  public enum Program {
    REDIS_SERVER("redis-server", "--with-redis, and tests against the real thing", "redis-server"),
    REDIS_BENCHMARK("redis-benchmark", "another load generator to agree with", "redis-tools"),
    REDIS_CLI("redis-cli", "talking to a step as to Redis", "redis-tools"),
    NC("nc", "talking to a step by hand", "netcat-openbsd"),
    GIT("git", "the revision in each result", "git");

    private final String command;
    private final String use;
    private final String debian;

    Program(String command, String use, String debian) {
      this.command = command;
      this.use = use;
      this.debian = debian;
    }

    public String command() {
      return command;
    }
  }

  public static Diagnosis of(Findings findings) {
    var diagnosis = new Diagnosis(new ArrayList<>(), new ArrayList<>());
    diagnosis.processor(findings);
    diagnosis.connections(findings);
    diagnosis.time(findings);
    diagnosis.programs(findings);
    return diagnosis;
  }

  public static void warnIfBusy(Machine machine, Screen screen) {
    if (!machine.busy()) return;
    screen.print(
        "This machine is busy: tasks waited for a processor in %s of the last 10 s. Runs will scatter."
            .formatted(Digits.percent(machine.cpuPressure() / 100)));
  }

  private void processor(Findings findings) {
    var machine = findings.machine();
    say("JDK", machine.jdk());
    if (findings.javaFeature() < 25) {
      missing.add("a JDK 25: this is " + machine.jdk() + "; ./lab says how to get one");
    }
    say("processor", known(machine.cpu()) + ", " + plural(machine.cores(), "core"));
    if (machine.cores() < 2) {
      missing.add(
          "a second core: on one, threads hardly meet, and step 1 loses nothing; give the"
              + " machine 2 or more");
    }
    say("memory", Digits.whole(machine.memoryMiB()) + " MiB");
    if (machine.memoryMiB() > 0 && machine.memoryMiB() < LESSON_MEMORY_MIB) {
      missing.add("memory: a server and the lab take " + LESSON_MEMORY_MIB + " MiB");
    }
    say("kernel", known(machine.os()));
    if (!findings.unbuilt().isEmpty()) {
      missing.add(
          String.join(", ", findings.unbuilt()) + " not built: ./mvnw -q -ntp package -DskipTests");
    }
  }

  private void connections(Findings findings) {
    var machine = findings.machine();
    var limits = new Limits(machine);
    var here = InetAddress.getLoopbackAddress();
    say(
        "descriptors",
        machine.openFiles() == 0
            ? "unknown"
            : Digits.whole(machine.openFiles()) + " for each process" + softFiles(findings));
    say(
        "ephemeral ports",
        machine.portRange().isEmpty()
            ? "unknown"
            : "%s: enough for %s connections from one address; on this machine a run has more"
                .formatted(
                    machine.portRange(),
                    Digits.whole(SourceAddresses.of(here, machine).perAddress())));
    say(
        "listen backlog",
        machine.somaxconn() == 0
            ? "unknown"
            : limits
                .backlogTooShort()
                .orElse(Digits.whole(machine.somaxconn()) + " (net.core.somaxconn): enough"));
    var files = limits.byOpenFiles();
    var ports = limits.byPorts(here);
    var least = files.connections() <= ports.connections() ? files : ports;
    if (least.connections() == Limits.UNKNOWN) return;
    say(
        "connections",
        "up to %s to a server on this machine, bound by the %s; to raise it: %s"
            .formatted(Digits.whole(least.connections()), least.name(), least.raise()));
    if (least.connections() < LESSON_CONNECTIONS) {
      missing.add(
          "%s connections, which the original's load has: %s are possible; %s"
              .formatted(
                  Digits.whole(LESSON_CONNECTIONS),
                  Digits.whole(least.connections()),
                  least.raise()));
    }
  }

  private static String softFiles(Findings findings) {
    long soft = findings.softFiles();
    return soft == 0 || soft == findings.machine().openFiles()
        ? ""
        : " (the shell's soft limit is "
            + Digits.whole(soft)
            + "; a JVM raises it to the hard one)";
  }

  private void time(Findings findings) {
    say(
        "clock",
        "steps of %s ns; a sleep of 1 ms is %s µs late"
            .formatted(
                Digits.whole(findings.clockStepNanos()), Digits.whole(findings.lateMicros())));
    say(
        "background load",
        "tasks waited for a processor in %s of the last 10 s%s"
            .formatted(
                Digits.percent(findings.machine().cpuPressure() / 100),
                findings.machine().busy() ? ": too busy to measure; close what you can" : ""));
    if (findings.ceiling() > 0) {
      say(
          "ceiling",
          Digits.whole(findings.ceiling())
              + " ops/s: what the generator reaches here against a server that does nothing");
    }
  }

  private void programs(Findings findings) {
    for (var program : Program.values()) {
      say(
          program.command,
          findings.present().contains(program.command)
              ? "installed: " + program.use
              : "not installed (apt install " + program.debian + "): " + program.use);
    }
  }

  private void say(String name, String words) {
    lines.add("%-17s%s".formatted(name, words));
  }

  private static String known(String words) {
    return words.isEmpty() ? "unknown" : words;
  }

  private static String plural(long count, String what) {
    return count == 1 ? "1 " + what : count + " " + what + "s";
  }
}
