package toyredis.check;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.platform.engine.CancellationToken;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherExecutionRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs one check, in a JVM started for it. Arguments: the folders of the check's classes, of the
 * reader's classes, and of the reader's sources.
 *
 * <p>The first line of its input is a secret; its last line of output is the secret and "solved" or
 * "failed". Nothing else counts as a verdict, not even the exit code: the reader's code could end
 * the JVM itself, but does not know the secret. When the input ends, so does this JVM.
 */
public final class CheckRunner implements TestExecutionListener {
  // a machine that does much else at a time is given more
  private static final Duration LIMIT = Duration.ofSeconds(Integer.getInteger("check.seconds", 15));
  private static final Duration LOOK = Duration.ofMillis(10);
  private static final int MOST_THREADS = 1_000; // a check has less than a hundred
  private static final int READERS_BYTES = 4_096;
  private static final int MOST_FRAMES = 12; // of a recursion without an end

  private final PrintStream out;
  private final CancellationToken afterTheFirstFailure = CancellationToken.create();
  private final AtomicReference<Throwable> stray = new AtomicReference<>();
  private volatile String running = "";
  private int passed;
  private int failed;

  private CheckRunner(PrintStream out) {
    this.out = out;
  }

  /** Never returns. */
  public static void main(String[] arguments) throws Exception {
    Locale.setDefault(Locale.ROOT);
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    var secret = in.readLine();
    endWith(in);
    var runner = new CheckRunner(out);
    System.setIn(InputStream.nullInputStream());
    System.setOut(runner.forTheReader());
    System.setErr(System.out);
    runner.watch(secret);
    Sources.in(Path.of(arguments[2]));
    var solved = false;
    try {
      solved = runner.run(Path.of(arguments[0]), Path.of(arguments[1]));
    } catch (Throwable e) { // JUnit lets pass what it thinks that nobody can recover from
      runner.tell(e);
    }
    runner.end(secret + (solved ? " solved" : " failed"));
  }

  private synchronized void end(String verdict) {
    out.println();
    out.println(verdict);
    out.flush();
    Runtime.getRuntime().halt(0);
  }

  /** The lab has ended, in whatever way. */
  private static void endWith(BufferedReader in) {
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try {
                while (in.read() >= 0) {}
              } catch (IOException ended) {
                // as well
              }
              Runtime.getRuntime().halt(1);
            });
  }

  /** Ends a check that does not come to its end, or starts threads without one. */
  private void watch(String secret) {
    var end = System.nanoTime() + LIMIT.toNanos();
    var threads = ManagementFactory.getThreadMXBean();
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              while (System.nanoTime() < end && threads.getThreadCount() <= MOST_THREADS) {
                LockSupport.parkNanos(LOOK.toNanos());
              }
              synchronized (this) {
                out.println("  failed  " + running);
                if (System.nanoTime() < end) {
                  indent("Your code has more than %,d threads.".formatted(MOST_THREADS));
                } else {
                  indent(
                      "This did not end within "
                          + LIMIT.toSeconds()
                          + " s: somebody waits for ever, or goes round in a circle.");
                  if (isBusy()) indent("Or the machine has too much else to do: then try again.");
                  Stacks.ofAll().stream().limit(40).forEach(this::indent);
                }
                end(secret + " failed");
              }
            });
  }

  /** Many more threads want to run than there are processors; most are not this check's. */
  private static boolean isBusy() {
    var system = ManagementFactory.getOperatingSystemMXBean();
    return system.getSystemLoadAverage() > 2 * system.getAvailableProcessors();
  }

  /** What the reader's code prints is shown, up to a limit. */
  private PrintStream forTheReader() {
    return new PrintStream(
        new OutputStream() {
          private int left = READERS_BYTES; // guarded by the PrintStream

          @Override
          public void write(int b) {
            if (left > 0) {
              out.write(b);
            } else if (left == 0) {
              out.println("\n  (what more is printed is left out)");
            }
            left = Math.max(-1, left - 1);
          }
        },
        true,
        StandardCharsets.UTF_8);
  }

  private boolean run(Path check, Path reader) throws Exception {
    Thread.setDefaultUncaughtExceptionHandler((_, e) -> stray.compareAndSet(null, e));
    var loader = new ReaderLoader(check, reader);
    Thread.currentThread().setContextClassLoader(loader);
    var request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(loader.loadCheck()))
            .configurationParameter(
                "junit.jupiter.testmethod.order.default",
                "org.junit.jupiter.api.MethodOrderer$OrderAnnotation")
            .build();
    LauncherFactory.create()
        .execute(
            LauncherExecutionRequestBuilder.request(request)
                .listeners(this)
                .cancellationToken(afterTheFirstFailure)
                .build());
    // a check that found no test has checked nothing
    return failed == 0 && passed > 0;
  }

  @Override
  public void executionStarted(TestIdentifier test) {
    if (test.isTest()) running = sentence(test.getDisplayName());
  }

  @Override
  public synchronized void executionSkipped(TestIdentifier test, String reason) {
    if (test.isTest()) out.println("  –       " + sentence(test.getDisplayName()));
  }

  @Override
  public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
    var cancelled = afterTheFirstFailure.isCancellationRequested();
    if (cancelled && result.getStatus() == TestExecutionResult.Status.ABORTED) return;
    var why = result.getThrowable().orElse(stray.getAndSet(null));
    if (test.isTest()) {
      out.println((why == null ? "  ok      " : "  failed  ") + sentence(test.getDisplayName()));
    }
    if (why == null) {
      if (test.isTest()) passed++;
      return;
    }
    failed++;
    afterTheFirstFailure.cancel();
    tell(why);
  }

  private synchronized void tell(Throwable thrown) {
    // of a class that could not be initialized, what its initializer ended with
    var why =
        thrown instanceof ExceptionInInitializerError && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    try {
      if (why instanceof AssertionError) {
        plain(why.getMessage()).lines().forEach(this::indent);
        return;
      }
      indent("Your code ended with " + why);
      Stream.of(why.getStackTrace())
          .filter(frame -> frame.getClassName().indexOf('.') < 0)
          .filter(frame -> !frame.getClassName().matches("Check(\\$.*)?"))
          .limit(MOST_FRAMES)
          .forEach(
              frame ->
                  indent(
                      "    at line %d: %s"
                          .formatted(
                              frame.getLineNumber(),
                              Sources.line(frame.getFileName(), frame.getLineNumber()))));
    } catch (RuntimeException | Error fromTheException) {
      indent("Your code ended with a " + why.getClass().getName() + " that cannot be shown");
    }
  }

  private void indent(String line) {
    out.println("    " + line);
  }

  /** JUnit's message in the lesson's words: of a broken condition only what it means. */
  private static String plain(String message) {
    return String.valueOf(message)
        .replace("\u200b", "")
        .replaceFirst(" ==> expected: <(true|false)> but was: <(true|false)>$", "")
        .replaceFirst(" ==> Expected \\S+ to be thrown, but nothing was thrown\\.?$", "")
        .replaceFirst(" ==> expected: not equal but was: <(.*)>$", ": $1")
        .replace(" ==> expected:", ", expected:");
  }

  /** {@code "nobodyWaits()"} as {@code "nobody waits"}; other names as they are. */
  private static String sentence(String name) {
    if (!name.endsWith("()")) return name;
    return name.substring(0, name.length() - 2)
        // before a word, be it a capital alone ("that A Socket"), an abbreviation or a number
        .replaceAll("(?<=[a-z])(?=[A-Z0-9])|(?<=[0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ")
        .toLowerCase(Locale.ROOT);
  }
}
