package toyredis.report.schedule;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Threads and what they share, as in the file; see the package.
 *
 * @param shared the shared names and their values at first
 * @param bad true in a state that is a loss; "0" if only waiting for ever is one
 * @param badName what is lost, such as "lost update", or "deadlock"
 */
public record Program(
    String title,
    String about,
    Map<String, Integer> shared,
    List<Actor> threads,
    String bad,
    String badName) {
  /** The name that {@code bad} knows beside the shared ones. */
  static final String ENDED = "ended";

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9]*");
  private static final Pattern SAID = Pattern.compile("\\{([^}]*)}");

  /** A thread. */
  public record Actor(String name, Map<String, Integer> locals, List<Step> steps) {
    public Actor {
      name = required(name, "a thread's name");
      locals = locals == null ? Map.of() : locals;
      steps = required(steps, "steps of thread " + name);
    }
  }

  /**
   * What happens at once.
   *
   * @param code the line, or part of a line, that it stands for
   * @param source where that is quoted from, {@code path#tag}; empty if from nowhere
   */
  public record Step(String code, String source, String when, Map<String, String> set, String say) {
    public Step {
      code = required(code, "code of a step");
      source = source == null ? "" : source;
      when = when == null ? "1" : when;
      set = set == null ? Map.of() : set;
      say = say == null ? "" : say;
    }
  }

  public Program {
    title = required(title, "title");
    about = required(about, "about");
    shared = required(shared, "shared");
    threads = required(threads, "threads");
    bad = bad == null ? "0" : bad;
    badName = required(badName, "badName");
    for (var thread : threads) check(thread, shared);
    var inTheEnd = new HashMap<>(shared);
    requireNames(shared.keySet());
    if (inTheEnd.put(ENDED, 0) != null) {
      throw new IllegalArgumentException(ENDED + " cannot be the name of a variable");
    }
    Expression.parse(bad).value(inTheEnd);
  }

  private static void check(Actor thread, Map<String, Integer> shared) {
    requireNames(thread.locals().keySet());
    var known = new HashMap<>(shared);
    known.putAll(thread.locals());
    for (var step : thread.steps()) {
      Expression.parse(step.when()).value(known);
      for (var name : step.set().keySet()) {
        if (!known.containsKey(name)) {
          throw new IllegalArgumentException(
              "thread " + thread.name() + " sets " + name + ", which is not declared");
        }
        Expression.parse(step.set().get(name)).value(known);
      }
      SAID.matcher(step.say())
          .results()
          .map(name -> name.group(1))
          .filter(name -> !known.containsKey(name))
          .forEach(
              name -> {
                throw new IllegalArgumentException(
                    "'" + step.say() + "': nothing is called " + name);
              });
    }
  }

  private static void requireNames(Iterable<String> names) {
    for (var name : names) {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException("'" + name + "' is no name: letters and digits only");
      }
    }
  }

  private static <T> T required(T field, String what) {
    if (field == null) throw new IllegalArgumentException(what + " is missing");
    return field;
  }
}
