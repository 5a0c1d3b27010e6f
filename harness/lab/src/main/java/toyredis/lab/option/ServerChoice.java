package toyredis.lab.option;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import toyredis.lab.server.Server;

/** Which variant of a step is started, and on which kind of thread. */
public final class ServerChoice {
  @Option(
      names = "--variant",
      paramLabel = "NAME",
      description =
          "The step's variant, for example stamped; each step has its own, so name one step.")
  private String variant;

  @Option(
      names = "--threads",
      paramLabel = "KIND",
      description = "virtual (default) or platform, in steps with a thread per connection.")
  private String threads;

  /** As options for the server. */
  public List<String> serverOptions() {
    var options = new ArrayList<String>();
    if (variant != null) options.addAll(List.of("--variant", variant));
    if (threads != null) options.addAll(List.of("--threads", threads));
    return options;
  }

  /**
   * Checks the choice against what it is for.
   *
   * @throws IllegalArgumentException in one line when they do not fit
   */
  public void requireFit(List<Server> servers) {
    if (serverOptions().isEmpty()) return;
    if (!servers.stream().allMatch(s -> s instanceof Server.OfStep)) {
      throw new IllegalArgumentException(
          "--variant and --threads are for steps: other servers have their own");
    }
    if (servers.stream().anyMatch(s -> s instanceof Server.OfStep step && saidTwice(step))) {
      throw new IllegalArgumentException(
          "--variant and --threads are said twice: by the option, and behind the step's name");
    }
    if (variant != null && servers.size() > 1) {
      throw new IllegalArgumentException("--variant needs exactly one step");
    }
    for (var server : servers) ((Server.OfStep) server).step().requireTakes(variant, threads);
  }

  private boolean saidTwice(Server.OfStep step) {
    return variant != null && !step.variant().isEmpty()
        || threads != null && !step.threads().isEmpty();
  }
}
