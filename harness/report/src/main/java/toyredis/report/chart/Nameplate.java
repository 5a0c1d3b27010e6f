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
 * @param label {@code "2 mutex"}, with its variant and kind of thread where another server differs
 *     only in these
 */
record Nameplate(String name, String variant, String threads, String label, Look look) {

  private record Id(String name, String variant, String threads) {}

  /** One for each of the servers that differ: the steps in their order, then the others. */
  static List<Nameplate> of(List<ServerInfo> servers) {
    var ofStep = new TreeMap<Step, List<Id>>();
    var others = new ArrayList<Id>();
    servers.stream()
        .map(server -> new Id(server.name(), server.variant(), server.threads()))
        .distinct()
        .forEach(
            id ->
                Step.of(id.name)
                    .map(step -> ofStep.computeIfAbsent(step, s -> new ArrayList<>()))
                    .orElse(others)
                    .add(id));
    var plates = new ArrayList<Nameplate>();
    var letter = 'a';
    for (var step : ofStep.keySet()) {
      var ids = ofStep.get(step);
      ids.sort(
          Comparator.<Id, Boolean>comparing(id -> !id.variant.equals(step.variants().getFirst()))
              .thenComparing(Id::variant)
              .thenComparing(Id::threads, Comparator.reverseOrder()));
      for (var id : ids) {
        var look = id == ids.getFirst() ? Look.of(step) : Look.of(step, ids.indexOf(id), letter++);
        plates.add(plate(id, step.label() + distinction(id, ids), look));
      }
    }
    for (var id : others) {
      var look = Look.neutral(others.indexOf(id), id == others.getFirst() ? 'r' : letter++);
      plates.add(plate(id, id.name, look));
    }
    return plates;
  }

  boolean isOf(ServerInfo server) {
    return name.equals(server.name())
        && variant.equals(server.variant())
        && threads.equals(server.threads());
  }

  private static Nameplate plate(Id id, String label, Look look) {
    return new Nameplate(id.name, id.variant, id.threads, label, look);
  }

  /** What tells a step's server from its siblings. */
  private static String distinction(Id id, List<Id> siblings) {
    var variants = siblings.stream().map(Id::variant).distinct().count();
    var threads = siblings.stream().map(Id::threads).distinct().count();
    return (variants > 1 ? ", " + id.variant : "") + (threads > 1 ? ", " + id.threads : "");
  }
}
