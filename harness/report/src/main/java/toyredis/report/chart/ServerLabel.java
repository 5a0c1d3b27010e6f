package toyredis.report.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import toyredis.results.ServerInfo;
import toyredis.results.Step;

/**
 * How one server among several is called and drawn.
 *
 * @param text {@code "2 mutex"}, with its variant and kind of thread where another server differs
 *     only in these
 */
record ServerLabel(Id id, String text, Look look) {

  /** What tells one server from another. */
  record Id(String name, String variant, String threads) {
    static Id of(ServerInfo server) {
      return new Id(server.name(), server.variant(), server.threads());
    }
  }

  /** One for each of the servers that differ: the steps in their order, then the others. */
  static List<ServerLabel> of(List<ServerInfo> servers) {
    var ofStep = new TreeMap<Step, List<Id>>();
    var others = new ArrayList<Id>();
    servers.stream()
        .map(Id::of)
        .distinct()
        .forEach(
            id ->
                Step.of(id.name)
                    .map(step -> ofStep.computeIfAbsent(step, s -> new ArrayList<>()))
                    .orElse(others)
                    .add(id));
    var labels = new ArrayList<ServerLabel>();
    var letter = 'a';
    for (var step : ofStep.keySet()) {
      var ids = ofStep.get(step);
      ids.sort(
          Comparator.<Id, Boolean>comparing(id -> !id.variant.equals(step.variants().getFirst()))
              .thenComparing(Id::variant)
              .thenComparing(Id::threads, Comparator.reverseOrder()));
      for (var id : ids) {
        var look = id == ids.getFirst() ? Look.of(step) : Look.of(step, ids.indexOf(id), letter++);
        labels.add(new ServerLabel(id, step.label() + distinction(id, ids), look));
      }
    }
    for (var id : others) {
      var look = Look.neutral(others.indexOf(id), id == others.getFirst() ? 'r' : letter++);
      labels.add(new ServerLabel(id, id.name, look));
    }
    return labels;
  }

  boolean isOf(ServerInfo server) {
    return id.equals(Id.of(server));
  }

  /** What tells a step's server from its siblings. */
  private static String distinction(Id id, List<Id> siblings) {
    var variants = siblings.stream().map(Id::variant).distinct().count();
    var threads = siblings.stream().map(Id::threads).distinct().count();
    return (variants > 1 ? ", " + id.variant : "") + (threads > 1 ? ", " + id.threads : "");
  }
}
