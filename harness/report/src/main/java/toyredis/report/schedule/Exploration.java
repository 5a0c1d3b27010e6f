package toyredis.report.schedule;

import java.util.List;

/**
 * What became of all schedules of a program.
 *
 * @param states how many there are; each is visited once
 * @param schedules in how many ways the threads can move until nobody can, or all is lost; 0 if a
 *     state can come back, so that there is no end of them
 * @param losing how many of them are lost; 0 if there is no end of them
 * @param shortest who moves in the shortest lost one; empty if none is lost
 */
public record Exploration(int states, long schedules, long losing, List<Integer> shortest) {

  static Exploration of(Program program) {
    var graph = new Graph(program);
    var shortest = graph.shortestLoss();
    if (program.starves() != null) {
      var starving = Program.number(program.threads(), program.starves());
      shortest = graph.shortestRoundWithout(starving, shortest);
    }
    var ways = graph.ways();
    return new Exploration(graph.size(), ways[0], ways[1], shortest);
  }
}
