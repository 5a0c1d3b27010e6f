package toyredis.load.race;

import static java.util.Comparator.comparingLong;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Whether the answers of a history could have come from one map whose operations each took effect
 * at some moment between request and reply (Herlihy and Wing, "Linearizability", 1990). Each key is
 * a small object of its own, and a history is linearizable if it is so for each of its objects
 * (their theorem of locality): so it is checked key by key.
 *
 * <p>The search is that of Wing and Gong ("Testing and verifying concurrent objects", 1993): choose
 * an operation that may come next, apply it, go on with the rest. With Lowe's two improvements
 * ("Testing for linearizability", 2017): it remembers which operations have been applied with which
 * value as the outcome, and goes on from no such configuration twice; and it applies operations
 * only when a reply demands it, so that it needs to remember no more than what is possible at one
 * moment. The reply at which nothing is possible any more is the first wrong one. (Of a batch, a
 * reply that its client has not read by then counts too: if that is the wrong one, another client's
 * reply that follows from the rest of the batch may be found first.)
 *
 * <p>The memory is bounded. A history with very many unanswered operations can exceed it; it then
 * counts as explained, since nothing was found against it.
 */
final class Linearizability {
  private static final int WINDOW = 8;
  private static final int LIMIT = 300_000; // configurations of one moment: some 50 MB

  /**
   * How many of each client's operations have been applied, a char each, and what the key holds
   * after that, null for nothing.
   */
  private record Configuration(String progress, String value) {}

  /** A request or a reply. */
  private record Event(int client, int number, Operation operation, boolean isRequest) {
    long time() {
      return isRequest ? operation.invoked() : operation.answered();
    }
  }

  private final List<List<Operation>> requested = new ArrayList<>(); // of each client, until now

  private Linearizability() {}

  /**
   * For each key whose answers no order explains: the answers up to the first that cannot be, which
   * is the last of them. Empty when the history is linearizable. Every key is absent at the
   * beginning.
   */
  static Map<String, List<Operation>> violations(List<Operation> history) {
    var byKey =
        history.stream()
            .collect(Collectors.groupingBy(Operation::key, TreeMap::new, Collectors.toList()));
    var violations = new TreeMap<String, List<Operation>>();
    byKey.forEach(
        (key, operations) ->
            new Linearizability()
                .firstWrong(operations)
                .ifPresent(wrong -> violations.put(key, window(operations, wrong))));
    return violations;
  }

  private Optional<Operation> firstWrong(List<Operation> history) {
    var events = events(history);
    var possible = Set.of(new Configuration("\0".repeat(requested.size()), null));
    for (var event : events) {
      if (event.isRequest()) {
        requested.get(event.client()).add(event.operation());
      } else {
        possible = whereApplied(event, possible);
        if (possible.isEmpty()) return Optional.of(event.operation());
        if (possible.size() > LIMIT) return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** All requests and replies in the order of time; makes room in {@link #requested}. */
  private List<Event> events(List<Operation> history) {
    var clients = new HashMap<Integer, Integer>();
    var counts = new ArrayList<Integer>();
    var events = new ArrayList<Event>();
    // a stable sort: requests of one batch, sent at the same moment, stay in their order
    for (var operation : history.stream().sorted(comparingLong(Operation::invoked)).toList()) {
      var client = clients.computeIfAbsent(operation.client(), _ -> clients.size());
      if (client == counts.size()) {
        counts.add(0);
        requested.add(new ArrayList<>());
      }
      int number = counts.get(client);
      counts.set(client, number + 1);
      events.add(new Event(client, number, operation, true));
      if (operation.isAnswered()) events.add(new Event(client, number, operation, false));
    }
    // of what happened at the same moment, nothing is known to have come first
    events.sort(comparingLong(Event::time).thenComparing(event -> !event.isRequest()));
    return events;
  }

  /** What can be the case when {@code reply} has come, and so its operation has been applied. */
  private Set<Configuration> whereApplied(Event reply, Set<Configuration> before) {
    var applied = new HashSet<Configuration>();
    var seen = new HashSet<>(before);
    var open = new ArrayDeque<>(before);
    while (!open.isEmpty() && seen.size() <= LIMIT) {
      var configuration = open.pop();
      if (configuration.progress().charAt(reply.client()) > reply.number()) {
        applied.add(configuration);
        continue;
      }
      for (int client = 0; client < requested.size(); client++) {
        int next = configuration.progress().charAt(client);
        if (next == requested.get(client).size()) continue;
        var operation = requested.get(client).get(next);
        var value = configuration.value();
        if (operation.isAnswered() && !operation.reply().equals(operation.rightReply(value))) {
          continue;
        }
        var progress = configuration.progress().toCharArray();
        progress[client]++;
        var after = new Configuration(String.valueOf(progress), operation.after(value));
        if (seen.add(after)) open.push(after);
      }
    }
    return open.isEmpty() ? applied : seen; // too many to tell
  }

  private static List<Operation> window(List<Operation> operations, Operation wrong) {
    var answers =
        operations.stream()
            .filter(o -> o.isAnswered() && o != wrong && o.answered() <= wrong.answered())
            .sorted(comparingLong(Operation::answered))
            .toList();
    var from = Math.max(0, answers.size() - WINDOW + 1);
    var window = new ArrayList<>(answers.subList(from, answers.size()));
    rival(answers, wrong).filter(rival -> !window.contains(rival)).ifPresent(window::addFirst);
    window.add(wrong);
    return List.copyOf(window);
  }

  /**
   * The INCR that was given the same number as the last of these answers, though nobody deleted the
   * key meanwhile: one of the two has overwritten the other. Empty when the last is wrong for
   * another reason.
   */
  static Optional<Operation> rival(List<Operation> answers, Operation wrong) {
    if (wrong.kind() != Operation.Kind.INCR) return Optional.empty();
    return answers.stream()
        .filter(o -> o != wrong && o.kind() == wrong.kind() && o.reply().equals(wrong.reply()))
        .filter(
            o ->
                answers.stream()
                    .noneMatch(d -> d.kind() == Operation.Kind.DEL && d.answered() >= o.invoked()))
        .findFirst();
  }
}
