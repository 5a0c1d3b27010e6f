package toyredis.load.profile;

import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** What a server's CPU time is spent on, told from the stack at the moment of a sample. */
enum CpuUse {
  NETWORK,
  THREADS,
  STORE,
  DECODE,
  APPLY,
  REPLY,
  RECORDER,
  OTHER;

  /** By its name in a result. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The first class from the top that says what it is for decides; those that serve anyone, {@code
   * HashMap} and {@code String} for two, belong to whoever called them.
   *
   * @param classNames of the stack's methods, the innermost first
   */
  static CpuUse of(Stream<String> classNames) {
    return classNames.map(CpuUse::of).filter(Objects::nonNull).findFirst().orElse(OTHER);
  }

  /** What a class is there for; null if for anything. */
  private static CpuUse of(String className) {
    var name = className.replaceFirst("\\$.*", "");
    if (name.startsWith("toyredis.step")) {
      return name.endsWith("Store") ? STORE : name.endsWith("Owner") ? THREADS : OTHER;
    }
    return switch (name) {
      case "toyredis.server.RequestDecoder",
          "toyredis.server.Batch",
          "toyredis.server.Request",
          "toyredis.server.Command" ->
          DECODE;
      case "toyredis.server.Commands", "toyredis.server.CommandDocs" -> APPLY;
      case "toyredis.server.ReplyBuffer" -> REPLY;
      case "toyredis.server.RecordedStore", "toyredis.server.RecordedHandler" -> RECORDER;
      case "java.lang.VirtualThread",
          "java.lang.Thread",
          "java.util.concurrent.ArrayBlockingQueue",
          "java.util.concurrent.ConcurrentLinkedQueue",
          "java.util.concurrent.FutureTask" ->
          THREADS;
      default -> ofPackage(name);
    };
  }

  private static CpuUse ofPackage(String name) {
    if (name.startsWith("sun.nio.ch.") || name.startsWith("java.net.")) return NETWORK;
    if (name.startsWith("jdk.jfr.")) return RECORDER;
    if (name.startsWith("java.util.concurrent.locks.")
        || name.startsWith("java.util.concurrent.ForkJoin")
        || name.startsWith("jdk.internal.vm.")) return THREADS;
    return null;
  }
}
