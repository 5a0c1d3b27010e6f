package toyredis.report.chart;

import java.util.List;
import java.util.stream.Collectors;
import toyredis.results.ServerInfo;
import toyredis.results.Step;

/**
 * Which servers a chart of the book shows, and which of them it is about.
 *
 * @param upTo no result of a later step is shown: its lesson is still to come
 * @param focus these servers in colour, as they are typed, {@code "step4/batch"}, and the rest in
 *     grey; none: all in colour
 */
public record Selection(Step upTo, List<String> focus) {
  /** Everything, in colour. */
  public static final Selection ALL = new Selection(Step.EVENT_LOOP, List.of());

  /** The name of a chart's files: {@code "cpu-step3-focus-step2-step3"}. */
  String id(String chart) {
    var id = chart + "-" + upTo.id();
    if (focus.isEmpty()) return id;
    return focus.stream()
        .map(server -> server.replace('/', '.'))
        .collect(Collectors.joining("-", id + "-focus-", ""));
  }

  /** Whether it is of no later step. */
  boolean shows(ServerInfo server) {
    return Step.of(server.name()).filter(step -> step.compareTo(upTo) <= 0).isPresent();
  }

  /** How a server of this name is drawn. */
  Look look(ServerInfo server, Look look) {
    return focus.isEmpty() || focus.contains(server.typed()) ? look : look.asRest();
  }
}
