package toyredis.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import toyredis.load.LoadResult;
import toyredis.load.NullServer;
import toyredis.load.ServerInfo;

/**
 * One of the servers that are compared.
 *
 * @param label what charts call it: {@code "2 mutex"}, with its variant and kind of thread where
 *     another candidate differs only in these
 * @param look how it is drawn
 * @param runs its results, in the order in which they were run
 */
record Candidate(String label, Look look, List<LoadResult> runs) {
  private record Id(String name, String variant, String threads) {
    static Id of(ServerInfo server) {
      return new Id(server.name(), server.variant(), server.threads());
    }
  }

  /** The candidates among the results: the steps in their order, then other servers. */
  static List<Candidate> of(List<LoadResult> results) {
    var runs = new LinkedHashMap<Id, List<LoadResult>>();
    results.stream()
        .filter(run -> !isNullServer(run))
        .sorted(Comparator.comparing(LoadResult::started))
        .forEach(
            run -> runs.computeIfAbsent(Id.of(run.server()), id -> new ArrayList<>()).add(run));
    var ofStep = new TreeMap<Step, List<Id>>();
    var others = new ArrayList<Id>();
    for (var id : runs.keySet()) {
      Step.of(id.name)
          .ifPresentOrElse(
              step -> ofStep.computeIfAbsent(step, s -> new ArrayList<>()).add(id),
              () -> others.add(id));
    }
    var candidates = new ArrayList<Candidate>();
    var letter = 'a';
    for (var step : ofStep.keySet()) {
      var ids = ofStep.get(step);
      ids.sort(
          Comparator.<Id, Boolean>comparing(id -> !id.variant.equals(step.mainVariant()))
              .thenComparing(Id::variant)
              .thenComparing(Id::threads, Comparator.reverseOrder()));
      for (var id : ids) {
        var first = id == ids.getFirst();
        var look = step.look(ids.indexOf(id), first ? step.digit() : letter++);
        candidates.add(new Candidate(label(step.label(), id, ids), look, runs.get(id)));
      }
    }
    for (var id : others) {
      var first = id == others.getFirst();
      var look = Look.neutral(others.indexOf(id), first ? 'r' : letter++);
      candidates.add(new Candidate(label(id.name, id, List.of(id)), look, runs.get(id)));
    }
    return candidates;
  }

  /** The same candidate with some of its runs. */
  Candidate with(Predicate<LoadResult> chosen) {
    return new Candidate(label, look, runs.stream().filter(chosen).toList());
  }

  /** The runs of the null server. */
  static List<LoadResult> nullServer(List<LoadResult> results) {
    return results.stream().filter(Candidate::isNullServer).toList();
  }

  private static boolean isNullServer(LoadResult run) {
    return run.server().name().equals(NullServer.NAME);
  }

  private static String label(String name, Id id, List<Id> siblings) {
    var label = new StringBuilder(name);
    if (siblings.stream().map(Id::variant).distinct().count() > 1) {
      label.append(", ").append(id.variant);
    }
    if (siblings.stream().map(Id::threads).distinct().count() > 1) {
      label.append(", ").append(id.threads);
    }
    return label.toString();
  }
}
