package toyredis.report.schedule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of all schedules of a program.
 *
 * @param states how many there are; each is visited once
 * @param schedules in how many ways the threads can move until nobody can, or all is lost
 * @param losing how many of them are lost
 * @param shortest who moves in the shortest lost one; empty if {@code losing} is 0
 */
record Exploration(int states, long schedules, long losing, List<Integer> shortest) {

  /** How to come to a state: in so many ways, the first of which ends with these moves. */
  private record Ways(long number, List<Integer> first) {
    private Ways and(Ways other) {
      return new Ways(Math.addExact(number, other.number), first);
    }
  }

  /**
   * Goes through all states, those after one step of whoever, after two, … No step is ever undone,
   * so no state comes back later, and the first loss is the shortest.
   */
  static Exploration of(Program program) {
    int states = 0;
    long schedules = 0;
    long losing = 0;
    var shortest = List.<Integer>of();
    var now = Map.of(State.first(program), new Ways(1, List.of()));
    while (!now.isEmpty()) {
      var next = new LinkedHashMap<State, Ways>();
      for (var state : now.keySet()) {
        var ways = now.get(state);
        states++;
        var movers = state.movers(program);
        var lost = state.isBad(program) || movers.isEmpty() && !state.allDone(program);
        if (lost || movers.isEmpty()) schedules = Math.addExact(schedules, ways.number);
        if (lost) {
          if (losing == 0) shortest = ways.first;
          losing = Math.addExact(losing, ways.number);
          continue;
        }
        for (int mover : movers) {
          var moves = new ArrayList<>(ways.first);
          moves.add(mover);
          next.merge(state.after(program, mover), new Ways(ways.number, moves), Ways::and);
        }
      }
      now = next;
    }
    return new Exploration(states, schedules, losing, shortest);
  }
}
