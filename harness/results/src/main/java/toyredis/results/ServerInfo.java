package toyredis.results;

import java.util.List;

/**
 * The server that was measured.
 *
 * @param name {@code "step1"} … {@code "step5"}, or {@code "host:port"} for a server that was
 *     already there
 * @param variant the step's variant, {@code "rwlock"} for one; empty where there is none
 * @param threads {@code "virtual"}, {@code "platform"}, {@code "loop"}; empty where unknown
 * @param command the command line that started it, JVM flags included; empty where unknown
 */
public record ServerInfo(String name, String variant, String threads, List<String> command) {
  /** The name of the server that does nothing: the ceiling of generator and kernel. */
  public static final String NULL_SERVER = "null";

  /**
   * As it is typed: {@code "step4/batch"}, {@code "step2/platform"}; the step alone for its default
   * variant on its default kind of threads.
   */
  public String typed() {
    var step = Step.of(name);
    if (step.isEmpty()) return name;
    var typed = new StringBuilder(name);
    if (!variant.equals(step.get().variants().getFirst())) typed.append('/').append(variant);
    if (!threads.equals(step.get().threads().getFirst())) typed.append('/').append(threads);
    return typed.toString();
  }

  /** Whether it does nothing. */
  public boolean doesNothing() {
    return name.equals(NULL_SERVER);
  }
}
