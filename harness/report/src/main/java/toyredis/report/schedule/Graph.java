package toyredis.report.schedule;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All states of a program, by their numbers, and who leads from which to which. */
final class Graph {
  private static final int MOST_STATES = 20_000;

  /**
   * A state that has been reached.
   *
   * @param next the state after the move of each thread; -1 if it cannot move, or if all is lost
   * @param way the shortest to it
   */
  private record Node(State state, boolean lost, int[] next, Way way) {
    /** A bit for each thread that can move. */
    private int movers() {
      int movers = 0;
      for (int i = 0; i < next.length; i++) if (next[i] >= 0) movers |= 1 << i;
      return movers;
    }
  }

  /**
   * Moves, one after the other. Ways share their beginnings: a copy for each state would take
   * memory that grows with the square of the states.
   *
   * @param before null at the beginning
   * @param mover who made the last move
   * @param length in moves
   */
  private record Way(Way before, int mover, int length) {
    private static final Way BEGINNING = new Way(null, -1, 0);

    private Way and(int mover) {
      return new Way(this, mover, length + 1);
    }

    private List<Integer> moves() {
      var moves = new Integer[length];
      for (var way = this; way.length > 0; way = way.before) moves[way.length - 1] = way.mover;
      return List.of(moves);
    }
  }

  private final Program program;
  private final List<Node> nodes = new ArrayList<>(); // by their distance from the first
  private final Map<State, Integer> numbers = new HashMap<>();

  Graph(Program program) {
    this.program = program;
    number(State.first(program), Way.BEGINNING);
    for (int i = 0; i < nodes.size(); i++) {
      var node = nodes.get(i);
      if (node.lost) continue;
      for (int mover : node.state.movers(program)) {
        node.next[mover] = number(node.state.after(program, mover), node.way.and(mover));
      }
    }
    if (nodes.getFirst().lost) {
      throw new IllegalArgumentException("all is lost before anybody moves");
    }
  }

  private int number(State state, Way way) {
    return numbers.computeIfAbsent(
        state,
        s -> {
          if (nodes.size() == MOST_STATES) {
            throw new IllegalArgumentException("more than " + MOST_STATES + " states");
          }
          var next = new int[program.threads().size()];
          Arrays.fill(next, -1);
          nodes.add(new Node(s, s.isLost(program), next, way));
          return nodes.size() - 1;
        });
  }

  int size() {
    return nodes.size();
  }

  /** The moves to the nearest state in which all is lost; empty if there is none. */
  List<Integer> shortestLoss() {
    return nodes.stream()
        .filter(Node::lost)
        .findFirst()
        .map(node -> node.way.moves())
        .orElse(List.of());
  }

  /** How many schedules there are, and how many are lost; both 0 if a state can come back. */
  long[] ways() {
    var comeFrom = new int[size()]; // moves that lead to a state and are not yet counted
    for (var node : nodes) for (int next : node.next) if (next >= 0) comeFrom[next]++;
    var ways = new long[size()];
    ways[0] = 1;
    var all = new long[2];
    var ready = new ArrayDeque<Integer>();
    if (comeFrom[0] == 0) ready.add(0);
    int counted = 0;
    for (; !ready.isEmpty(); counted++) {
      int number = ready.remove();
      var node = nodes.get(number);
      if (node.movers() == 0) all[0] = Math.addExact(all[0], ways[number]);
      if (node.lost) all[1] = Math.addExact(all[1], ways[number]);
      for (int next : node.next) {
        if (next < 0) continue;
        ways[next] = Math.addExact(ways[next], ways[number]);
        if (--comeFrom[next] == 0) ready.add(next);
      }
    }
    return counted == size() ? all : new long[2];
  }

  /**
   * The shortest schedule to a state and back to it again, in which this thread has not ended and
   * everybody has moved who could.
   *
   * @param known a lost schedule that it must be shorter than; empty if there is none
   * @return {@code known} if there is no shorter one
   */
  List<Integer> shortestRoundWithout(int starving, List<Integer> known) {
    var shortest = known;
    for (int i = 0; i < size(); i++) {
      var node = nodes.get(i);
      if (node.state.hasEnded(program, starving)) continue;
      var longest = shortest.isEmpty() ? Integer.MAX_VALUE : shortest.size() - 1;
      var round = round(i, longest - node.way.length);
      if (round.isEmpty()) continue;
      shortest = new ArrayList<>(node.way.moves());
      shortest.addAll(round);
    }
    return List.copyOf(shortest);
  }

  /** A place on a round; a bit for each thread that could move so far, and for each that has. */
  private record Place(int number, int could, int moved) {}

  private List<Integer> round(int start, int longest) {
    var ways = new HashMap<Place, Way>();
    var places = new ArrayDeque<Place>();
    places.add(new Place(start, nodes.get(start).movers(), 0));
    ways.put(places.peek(), Way.BEGINNING);
    while (!places.isEmpty() && ways.get(places.peek()).length < longest) {
      var place = places.remove();
      var next = nodes.get(place.number).next;
      for (int mover = 0; mover < next.length; mover++) {
        if (next[mover] < 0) continue;
        var way = ways.get(place).and(mover);
        var could = place.could | nodes.get(next[mover]).movers();
        var after = new Place(next[mover], could, place.moved | 1 << mover);
        if (after.number == start && after.moved == after.could) return way.moves();
        if (ways.putIfAbsent(after, way) == null) places.add(after);
      }
    }
    return List.of();
  }
}
