package toyredis.lab.exercise;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Locale;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs one check, in a JVM started for it: what a wrong solution does to its threads or to its
 * memory ends with that JVM. Exit code 0 if every test passed.
 */
final class CheckRunner implements TestExecutionListener {
  private int passed;
  private int failed;

  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request().selectors(selectClass(args[0])).build();
    var runner = new CheckRunner();
    LauncherFactory.create().execute(request, runner);
    // a check that found no test has checked nothing
    System.exit(runner.failed == 0 && runner.passed > 0 ? 0 : 1);
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    var good = result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
    if (test.isTest()) {
      System.out.println((good ? "  ok      " : "  failed  ") + sentence(test.getDisplayName()));
      if (good) passed++;
    }
    if (good) return;
    failed++;
    result
        .getThrowable()
        .map(why -> why instanceof AssertionError ? why.getMessage() : why.toString())
        .ifPresent(why -> System.out.println("          " + plain(why)));
  }

  /** JUnit's message in the lesson's words: of a broken condition only what it means. */
  private static String plain(String message) {
    return message
        .replaceFirst(" ==> expected: <(true|false)> but was: <(true|false)>$", "")
        .replace(" ==> expected:", ", expected:");
  }

  /** {@code "nobodyWaits()"} as {@code "nobody waits"}; other names as they are. */
  private static String sentence(String name) {
    if (!name.endsWith("()")) return name;
    return name.substring(0, name.length() - 2)
        .replaceAll("([A-Z])", " $1")
        .toLowerCase(Locale.ROOT);
  }
}
