package toyredis.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import toyredis.lab.doctor.Diagnosis;
import toyredis.lab.process.Checkout;
import toyredis.lab.process.Installed;
import toyredis.lab.screen.Interrupt;
import toyredis.lab.screen.Screen;
import toyredis.lab.server.RunningServer;
import toyredis.lab.server.Server;
import toyredis.load.LoadRun;
import toyredis.results.LoadSettings;
import toyredis.results.Machine;
import toyredis.results.Step;

/** Finds out what this machine allows. */
@Command(
    name = "doctor",
    header = "Say what this machine allows, and what to raise and how.",
    description = {
      "",
      "Looks at the JDK, cores, memory, limits, clock, background load and installed programs, and"
          + " measures for 2 seconds what the load generator reaches here at most. The exit code is"
          + " 0 when all lessons can be followed here, and 1 when something is missing; then its"
          + " name is printed.",
      ""
    })
final class DoctorCommand implements Callable<Integer> {
  private static final int SLEEPS = 50;
  private static final int CLOCK_READINGS = 10_000;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var screen = Screen.of(spec.commandLine().getOut());
    var checkout = Checkout.ofThisLab();
    var diagnosis = Diagnosis.of(findings(checkout));
    diagnosis.lines().forEach(screen::print);
    screen.print("");
    if (diagnosis.missing().isEmpty()) {
      screen.print("All lessons can be followed here.");
      screen.next("./lab serve step1");
      return 0;
    }
    diagnosis.missing().forEach(what -> screen.print("Missing: " + what));
    return 1;
  }

  private static Diagnosis.Findings findings(Checkout checkout)
      throws IOException, InterruptedException {
    return new Diagnosis.Findings(
        Machine.read(checkout.root()),
        Runtime.version().feature(),
        softFiles(),
        clockStepNanos(),
        lateMicros(),
        Stream.of(Step.values()).filter(s -> !checkout.isBuilt(s)).map(Step::id).toList(),
        Stream.of(Diagnosis.Program.values())
            .map(Diagnosis.Program::command)
            .filter(command -> Installed.find(command).isPresent())
            .toList(),
        ceiling(checkout));
  }

  /** Operations per second, with a server that does nothing. */
  private static double ceiling(Checkout checkout) throws IOException, InterruptedException {
    try (var running = RunningServer.open(checkout, new Server.Null(), List.of())) {
      var load = LoadSettings.closedLoop(50).withTimes(0.5, 1.5);
      return new LoadRun("doctor", running.target(), load, Machine.read(checkout.root()))
          .run(_ -> Interrupt.check())
          .result()
          .operationsPerSecond();
    }
  }

  /** Of the shell that started the lab, since this JVM has raised its own; 0 if unknown. */
  private static long softFiles() throws IOException {
    var shell = ProcessHandle.current().parent();
    if (shell.isEmpty()) return 0;
    var limits = Path.of("/proc", "" + shell.get().pid(), "limits");
    if (!Files.isReadable(limits)) return 0;
    return Files.readAllLines(limits).stream()
        .filter(line -> line.startsWith("Max open files"))
        .map(line -> line.replaceFirst("Max open files\\s+(\\S+).*", "$1"))
        .filter(soft -> soft.matches("\\d{1,18}"))
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElse(0);
  }

  private static long clockStepNanos() {
    var readings = new long[CLOCK_READINGS];
    for (int i = 0; i < readings.length; i++) readings[i] = System.nanoTime();
    return LongStream.range(1, readings.length)
        .map(i -> readings[(int) i] - readings[(int) i - 1])
        .filter(step -> step > 0)
        .min()
        .orElse(0);
  }

  private static long lateMicros() {
    var late = new long[SLEEPS];
    for (int i = 0; i < SLEEPS; i++) {
      long begin = System.nanoTime();
      LockSupport.parkNanos(1_000_000);
      late[i] = (System.nanoTime() - begin - 1_000_000) / 1000;
    }
    Arrays.sort(late);
    return Math.max(0, late[SLEEPS / 2]);
  }
}
