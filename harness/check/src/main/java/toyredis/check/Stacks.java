package toyredis.check;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Where threads stand in the reader's code, for a reader. */
final class Stacks {
  private Stacks() {}

  /** All threads that are in the reader's code now. */
  static List<String> ofAll() {
    return of(
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread != Thread.currentThread())
            .filter(thread -> !frames(thread.getStackTrace()).isEmpty())
            .toList());
  }

  /** Lines: for each thread what it waits for, who has that, and its frames. */
  static List<String> of(Collection<? extends Thread> threads) {
    var lines = new ArrayList<String>();
    var beans = ManagementFactory.getThreadMXBean();
    for (var thread : threads) {
      var info = thread.isVirtual() ? null : beans.getThreadInfo(thread.threadId());
      var state =
          info == null || info.getLockName() == null
              ? state(thread)
              : state(thread)
                  + " for "
                  + info.getLockName().replaceFirst("^.*\\.", "").replaceFirst("@.*", "")
                  + (info.getLockOwnerName() == null
                      ? ""
                      : ", which " + info.getLockOwnerName() + " holds");
      lines.add(thread.getName() + " " + state);
      for (var frame : frames(thread.getStackTrace())) {
        lines.add(
            "    at %s, line %d: %s"
                .formatted(
                    frame.getMethodName(),
                    frame.getLineNumber(),
                    Sources.line(frame.getFileName(), frame.getLineNumber())));
      }
    }
    return lines;
  }

  private static String state(Thread thread) {
    return switch (thread.getState()) {
      case BLOCKED, WAITING -> "waits";
      case TIMED_WAITING -> "waits, for a limited time,";
      case TERMINATED -> "has ended";
      default -> "is running";
    };
  }

  /** Those of the reader's classes: they have no package. */
  private static List<StackTraceElement> frames(StackTraceElement[] stack) {
    return List.of(stack).stream()
        .filter(frame -> frame.getClassName().indexOf('.') < 0)
        .filter(frame -> !frame.getClassName().matches("Check(\\$.*)?"))
        .toList();
  }
}
