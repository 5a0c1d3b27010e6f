package toyredis.report.schedule;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A moment of a program, between two steps.
 *
 * @param at the number of each thread's next step, from 0; how many it has when it has ended
 */
record State(List<Integer> at, Map<String, Integer> shared, List<Map<String, Integer>> locals) {

  static State first(Program program) {
    return new State(
        Collections.nCopies(program.threads().size(), 0),
        program.shared(),
        program.threads().stream().map(Program.Actor::locals).toList());
  }

  int at(int thread) {
    return at.get(thread);
  }

  /** What a thread's names mean. */
  Map<String, Integer> names(int thread) {
    var names = new LinkedHashMap<>(shared);
    names.putAll(locals.get(thread));
    return names;
  }

  boolean hasEnded(Program program, int thread) {
    return at(thread) == program.threads().get(thread).steps().size();
  }

  /** The threads that can move, by their numbers. */
  List<Integer> movers(Program program) {
    var movers = new ArrayList<Integer>();
    for (int i = 0; i < at.size(); i++) {
      if (hasEnded(program, i)) continue;
      var when = program.threads().get(i).steps().get(at(i)).when();
      if (Expression.parse(when).holds(names(i))) movers.add(i);
    }
    return movers;
  }

  /** The moment after this thread's next step. */
  State after(Program program, int thread) {
    var actor = program.threads().get(thread);
    var step = actor.steps().get(at(thread));
    var before = names(thread);
    var sharedNow = new LinkedHashMap<>(shared);
    var localsNow = new LinkedHashMap<>(locals.get(thread));
    for (var name : step.set().keySet()) {
      var variables = localsNow.containsKey(name) ? localsNow : sharedNow;
      variables.put(name, Expression.parse(step.set().get(name)).value(before));
    }
    var allLocals = new ArrayList<>(locals);
    allLocals.set(thread, localsNow);
    var moved = new State(at, sharedNow, allLocals);
    var names = moved.names(thread);
    var next =
        step.go().entrySet().stream()
            .filter(way -> Expression.parse(way.getValue()).holds(names))
            .findFirst()
            .map(way -> actor.place(way.getKey()))
            .orElse(at(thread) + 1);
    var atNow = new ArrayList<>(at);
    atNow.set(thread, next);
    return new State(atNow, sharedNow, allLocals);
  }

  boolean allEnded(Program program) {
    for (int i = 0; i < at.size(); i++) if (!hasEnded(program, i)) return false;
    return true;
  }

  /** Whether all is lost, whatever comes. */
  boolean isLost(Program program) {
    var names = new LinkedHashMap<>(shared);
    var ended = allEnded(program);
    names.put(Program.ENDED, ended ? 1 : 0);
    return Expression.parse(program.bad()).holds(names) || !ended && movers(program).isEmpty();
  }
}
