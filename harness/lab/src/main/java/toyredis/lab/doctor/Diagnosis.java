package toyredis.lab.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import toyredis.lab.screen.Screen;
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

  /** What the load generator and a server need beside a descriptor for each connection. */
  private static final int OTHER_DESCRIPTORS = 100;

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
        "This machine is busy: tasks waited for a processor in %.0f %% of the last 10 s. Runs will scatter."
            .formatted(machine.cpuPressure()));
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
    say("memory", whole(machine.memoryMiB()) + " MiB");
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
    long files = machine.openFiles();
    say(
        "descriptors",
        files == 0
            ? "unknown"
            : "%s for each process%s"
                .formatted(
                    whole(files),
                    findings.softFiles() == 0 || findings.softFiles() == files
                        ? ""
                        : " (the shell's soft limit is %s; a JVM raises it to the hard one)"
                            .formatted(whole(findings.softFiles()))));
    long ports = ports(machine.portRange());
    say(
        "ephemeral ports",
        ports == 0 ? "unknown" : machine.portRange() + ": " + whole(ports) + " for each address");
    say(
        "listen backlog",
        machine.somaxconn() == 0
            ? "unknown"
            : "%s (net.core.somaxconn); connections are opened one after the other, so it is no limit"
                .formatted(whole(machine.somaxconn())));
    long byFiles = files == 0 ? Long.MAX_VALUE : Math.max(0, files - OTHER_DESCRIPTORS);
    long byPorts = ports == 0 ? Long.MAX_VALUE : ports;
    long allowed = Math.min(byFiles, byPorts);
    if (allowed == Long.MAX_VALUE) return;
    var raise = byFiles <= byPorts ? raiseFiles() : raisePorts();
    say(
        "connections",
        "up to %s from one address, bound by the %s; to raise it: %s"
            .formatted(whole(allowed), byFiles <= byPorts ? "descriptors" : "ports", raise));
    if (allowed < LESSON_CONNECTIONS) {
      missing.add(
          "%s connections, which the original's load has: %s are possible; %s"
              .formatted(whole(LESSON_CONNECTIONS), whole(allowed), raise));
    }
  }

  private static String raiseFiles() {
    return "sudo prlimit --pid $$ --nofile=65536:65536 in this shell";
  }

  private static String raisePorts() {
    return "sudo sysctl -w net.ipv4.ip_local_port_range=\"10000 65535\"";
  }

  private void time(Findings findings) {
    say(
        "clock",
        "steps of %s ns; a sleep of 1 ms is %s µs late"
            .formatted(whole(findings.clockStepNanos()), whole(findings.lateMicros())));
    double pressure = findings.machine().cpuPressure();
    say(
        "background load",
        String.format(
            Locale.ROOT,
            "tasks waited for a processor in %.1f %% of the last 10 s%s",
            pressure,
            findings.machine().busy() ? ": too busy to measure; close what you can" : ""));
    if (findings.ceiling() > 0) {
      say(
          "ceiling",
          whole(Math.round(findings.ceiling()))
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

  /** 0 when the range is unknown. */
  private static long ports(String range) {
    var ends = range.split("-");
    return ends.length == 2 ? Long.parseLong(ends[1]) - Long.parseLong(ends[0]) + 1 : 0;
  }

  private static String known(String words) {
    return words.isEmpty() ? "unknown" : words;
  }

  private static String plural(long count, String what) {
    return count == 1 ? "1 " + what : count + " " + what + "s";
  }

  private static String whole(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
