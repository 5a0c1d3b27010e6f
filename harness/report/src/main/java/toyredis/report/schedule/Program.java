package toyredis.report.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Threads and what they share, as in the file; see the package.
 *
 * @param shared the shared names and their values at first
 * @param words what the values 0, 1, … of a name are called; a number is shown where none stands
 * @param bad true in a state that is a loss; "0" if only waiting for ever is one
 * @param badName what is lost, such as "lost update", or "deadlock"
 * @param starves the thread that must get on; null if none is asked for
 * @param question what a puzzle asks for; null if the program is none
 * @param after why it can, or cannot, be done; null if the program is no puzzle
 */
public record Program(
    String title,
    String about,
    Map<String, Integer> shared,
    Map<String, List<String>> words,
    List<Actor> threads,
    String bad,
    String badName,
    String starves,
    String question,
    String after) {
  /** The name that {@code bad} knows beside the shared ones. */
  static final String ENDED = "ended";

  /** The label behind every thread's last step. */
  static final String END = "end";

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9]*");
  private static final Pattern SAID = Pattern.compile("\\{([^}]*)}");

  /**
   * A thread.
   *
   * @param as the name of a thread before it, whose steps and locals it has; null if it has its own
   * @param source of its steps that name none
   */
  public record Actor(
      String name, String as, String source, Map<String, Integer> locals, List<Step> steps) {
    public Actor {
      name = required(name, "a thread's name");
      locals = locals == null ? Map.of() : locals;
      var quoted = source;
      if (as == null) {
        steps =
            required(steps, "steps of thread " + name).stream().map(s -> s.from(quoted)).toList();
      }
    }

    /** The number of the step with this label. */
    int place(String label) {
      if (label.equals(END)) return steps.size();
      for (int i = 0; i < steps.size(); i++) if (label.equals(steps.get(i).label())) return i;
      throw new IllegalArgumentException("thread " + name + " has no step with label " + label);
    }

    /** This thread with the steps that it shares with another. */
    private Actor with(List<Actor> others) {
      if (as == null) return this;
      var other =
          others.stream()
              .filter(each -> each.name.equals(as))
              .findFirst()
              .orElseThrow(
                  () -> new IllegalArgumentException("thread " + name + " is as " + as + ": who?"));
      var all = new HashMap<>(other.locals);
      all.putAll(locals);
      return new Actor(name, null, null, all, other.steps);
    }
  }

  /**
   * What happens at once.
   *
   * @param code the line, or part of a line, that it stands for
   * @param source where that is quoted from, {@code path#tag} or {@code path}; empty if from
   *     nowhere
   * @param label for steps that lead here; null if none does
   * @param go where it goes on, by label, and when; to the following step if never
   */
  public record Step(
      String code,
      String source,
      String label,
      String when,
      Map<String, String> set,
      Map<String, String> go,
      String say) {
    public Step {
      code = required(code, "code of a step");
      when = when == null ? "1" : when;
      set = set == null ? Map.of() : set;
      go = go == null ? Map.of() : go;
      say = say == null ? "" : say;
    }

    private Step from(String otherwise) {
      var from = source != null ? source : otherwise != null ? otherwise : "";
      return new Step(code, from, label, when, set, go, say);
    }
  }

  public Program {
    title = required(title, "title");
    about = required(about, "about");
    shared = required(shared, "shared");
    words = words == null ? Map.of() : words;
    var whole = new ArrayList<Actor>();
    for (var thread : required(threads, "threads")) whole.add(thread.with(whole));
    threads = List.copyOf(whole);
    bad = bad == null ? "0" : bad;
    badName = required(badName, "badName");
    for (var thread : threads) check(thread, shared);
    if (starves != null) number(threads, starves);
    var inTheEnd = new HashMap<>(shared);
    requireNames(shared.keySet());
    if (inTheEnd.put(ENDED, 0) != null) {
      throw new IllegalArgumentException(ENDED + " cannot be the name of a variable");
    }
    Expression.parse(bad).value(inTheEnd);
  }

  static int number(List<Actor> threads, String name) {
    for (int i = 0; i < threads.size(); i++) if (threads.get(i).name().equals(name)) return i;
    throw new IllegalArgumentException("there is no thread " + name);
  }

  /** A value in words, if there is a word for it. */
  String word(String name, int value) {
    var known = words.getOrDefault(name, List.of());
    return value >= 0 && value < known.size() ? known.get(value) : "" + value;
  }

  /** The text with the names' values in place of <code>{name}</code>. */
  String said(String say, Map<String, Integer> values) {
    for (var name : values.keySet()) {
      say = say.replace("{" + name + "}", word(name, values.get(name)));
    }
    return say;
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
      for (var way : step.go().entrySet()) {
        thread.place(way.getKey());
        Expression.parse(way.getValue()).value(known);
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
