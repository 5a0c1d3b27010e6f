package toyredis.report.schedule;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A moment of a program, between two steps.
 *
 * @param done how many steps each thread has behind it
 */
record State(List<Integer> done, Map<String, Integer> shared, List<Map<String, Integer>> locals) {

  static State first(Program program) {
    return new State(
        Collections.nCopies(program.threads().size(), 0),
        program.shared(),
        program.threads().stream().map(Program.Actor::locals).toList());
  }

  int done(int thread) {
    return done.get(thread);
  }

  /** What a thread's names mean. */
  Map<String, Integer> names(int thread) {
    var names = new LinkedHashMap<>(shared);
    names.putAll(locals.get(thread));
    return names;
  }

  /** The threads that can move, by their numbers. */
  List<Integer> movers(Program program) {
    var movers = new ArrayList<Integer>();
    for (int i = 0; i < done.size(); i++) {
      var steps = program.threads().get(i).steps();
      if (done(i) < steps.size() && Expression.parse(steps.get(done(i)).when()).holds(names(i))) {
        movers.add(i);
      }
    }
    return movers;
  }

  /** The moment after this thread's next step. */
  State after(Program program, int thread) {
    var before = names(thread);
    var sharedNow = new LinkedHashMap<>(shared);
    var localsNow = new LinkedHashMap<>(locals.get(thread));
    var set = program.threads().get(thread).steps().get(done(thread)).set();
    for (var name : set.keySet()) {
      var variables = localsNow.containsKey(name) ? localsNow : sharedNow;
      variables.put(name, Expression.parse(set.get(name)).value(before));
    }
    var doneNow = new ArrayList<>(done);
    doneNow.set(thread, done(thread) + 1);
    var allLocals = new ArrayList<>(locals);
    allLocals.set(thread, localsNow);
    return new State(doneNow, sharedNow, allLocals);
  }

  boolean allDone(Program program) {
    for (int i = 0; i < done.size(); i++) {
      if (done(i) < program.threads().get(i).steps().size()) return false;
    }
    return true;
  }

  boolean isBad(Program program) {
    var names = new LinkedHashMap<>(shared);
    names.put(Program.ENDED, allDone(program) ? 1 : 0);
    return Expression.parse(program.bad()).holds(names);
  }
}
