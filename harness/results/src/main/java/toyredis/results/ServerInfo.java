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
   * As it is typed: {@code "step2"} for a step as it is by default, {@code "step4/batch"}, {@code
   * "step2/platform"}; the name alone for any other server.
   */
  public String typed() {
    return Step.of(name)
        .map(step -> name + unless(step.variants(), variant) + unless(step.threads(), threads))
        .orElse(name);
  }

  private static String unless(List<String> defaultFirst, String choice) {
    return choice.isEmpty() || choice.equals(defaultFirst.getFirst()) ? "" : "/" + choice;
  }

  /** Whether it does nothing. */
  public boolean doesNothing() {
    return name.equals(NULL_SERVER);
  }
}
