package toyredis.lab.exercise;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import toyredis.lab.process.Checkout;
import toyredis.lab.process.Child;
import toyredis.lab.process.Scratch;
import toyredis.lab.screen.Interrupt;

/**
 * The JVM that runs a check, with limits on time, memory and output. What the reader's code does to
 * its threads or to its memory ends with that JVM. Whether the check passed is said by its last
 * line, which begins with a secret that only the runner knows; an exit code could be the reader's.
 *
 * @param prefix of the command: which core it may use, for one
 * @param flags of the JVM
 * @param seconds that the check may take; some more are for its JVM
 */
record CheckJvm(List<Path> classPath, List<String> prefix, List<String> flags, int seconds) {
  static final String RUNNER = "toyredis.check.CheckRunner";
  private static final int MORE_SECONDS = 5;
  private static final int LIMIT_MEGABYTES = 256;
  private static final int LIMIT_OUTPUT = 64 * 1024;
  private static final int OUT_OF_MEMORY = 3; // the exit code of ExitOnOutOfMemoryError
  private static final int LAST_LINE = 256;

  /** How it ended. */
  enum Ending {
    SOLVED,
    FAILED,
    TOO_SLOW,
    OUT_OF_MEMORY,
    ENDED
  }

  /**
   * What came of it.
   *
   * @param report for the one who works on the exercise
   */
  record Outcome(Ending ending, String report, double seconds) {}

  /** Runs a check to its end, or to that of its time. */
  Outcome run(Path check, Path reader, Path sources) throws IOException, InterruptedException {
    var folder = Files.createTempDirectory(Scratch.folder(), "check");
    try {
      return run(check, reader, sources, folder);
    } finally {
      Scratch.delete(folder);
    }
  }

  private Outcome run(Path check, Path reader, Path sources, Path folder)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(prefix);
    command.addAll(
        List.of(
            Checkout.java(),
            "-Xmx" + LIMIT_MEGABYTES + "m",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:-UsePerfData",
            "-XX:ErrorFile=/dev/null",
            "-Xlog:disable",
            "-Dfile.encoding=UTF-8",
            "-Dstdout.encoding=UTF-8",
            "-Djava.io.tmpdir=" + folder));
    command.addAll(flags);
    command.add("-Dcheck.seconds=" + seconds);
    command.addAll(
        List.of(
            "-cp",
            classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
            RUNNER,
            check.toString(),
            reader.toString(),
            sources.toAbsolutePath().toString()));
    var begun = System.nanoTime();
    var secret = secret();
    var process =
        Child.toldALine(folder.resolve("secret"), command).redirectErrorStream(true).start();
    var killer = new Thread(() -> Child.kill(process), "stops a check");
    Interrupt.addHook(killer);
    try {
      var output = new Output(process.getInputStream());
      var reading = Thread.ofVirtual().start(output);
      try {
        // it stays open: when it ends, the check does
        process.getOutputStream().write((secret + "\n").getBytes(StandardCharsets.US_ASCII));
        process.getOutputStream().flush();
      } catch (IOException e) {
        // it is gone already; why, its output tells
      }
      var inTime = process.waitFor(seconds + MORE_SECONDS, TimeUnit.SECONDS);
      if (!inTime) Child.kill(process);
      var exit = process.waitFor();
      reading.join(java.time.Duration.ofSeconds(2));
      Interrupt.check();
      var took = (System.nanoTime() - begun) / 1e9;
      return outcome(output, secret, inTime, exit, took);
    } finally {
      Child.kill(process);
      Interrupt.removeHook(killer);
    }
  }

  private Outcome outcome(Output output, String secret, boolean inTime, int exit, double took) {
    var report = output.withoutLastLine(secret);
    var last = output.lastLine();
    if (last.equals(secret + " solved")) return new Outcome(Ending.SOLVED, report, took);
    if (last.equals(secret + " failed")) return new Outcome(Ending.FAILED, report, took);
    var shown = report.isBlank() ? "" : report.stripTrailing() + "\n";
    if (!inTime) {
      var why =
          "The check did not end within %d seconds: a thread waits for ever, or goes round in a"
              + " circle.";
      return new Outcome(Ending.TOO_SLOW, shown + why.formatted(seconds + MORE_SECONDS), took);
    }
    if (exit == OUT_OF_MEMORY) {
      var why = "The program used up %d MB of memory: something grows without an end.";
      return new Outcome(Ending.OUT_OF_MEMORY, shown + why.formatted(LIMIT_MEGABYTES), took);
    }
    var why = "The program ended the JVM (exit code %d) before the check was done.";
    return new Outcome(Ending.ENDED, shown + why.formatted(exit), took);
  }

  private static String secret() {
    var bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Reads to the end, so that the check never waits for a reader, and keeps the beginning. */
  private static final class Output implements Runnable {
    private final InputStream in;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream(); // guarded by this
    private final StringBuilder last = new StringBuilder(); // guarded by this
    private boolean more; // guarded by this

    Output(InputStream in) {
      this.in = in;
    }

    @Override
    public void run() {
      var buffer = new byte[8192];
      try {
        for (int n; (n = in.read(buffer)) >= 0; ) add(buffer, n);
      } catch (IOException closed) {
        // the process has ended
      }
    }

    private synchronized void add(byte[] bytes, int n) {
      var room = Math.min(n, LIMIT_OUTPUT - kept.size());
      kept.write(bytes, 0, room);
      more |= room < n;
      last.append(new String(bytes, 0, n, StandardCharsets.ISO_8859_1));
      if (last.length() > LAST_LINE) last.delete(0, last.length() - LAST_LINE);
    }

    synchronized String lastLine() {
      var text = last.toString().stripTrailing();
      return text.substring(text.lastIndexOf('\n') + 1);
    }

    synchronized String withoutLastLine(String secret) {
      var text = kept.toString(StandardCharsets.UTF_8);
      var end = text.lastIndexOf(secret);
      if (end >= 0) text = text.substring(0, end);
      return text.stripTrailing() + (more ? "\n… more output is left out" : "");
    }
  }
}
