package toyredis.server;

import static toyredis.server.Store.Condition.ALWAYS;
import static toyredis.server.Store.Condition.IF_ABSENT;
import static toyredis.server.Store.Condition.IF_PRESENT;
import static toyredis.server.StoreOperations.Key.city;
import static toyredis.server.StoreOperations.Key.visits;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/**
 * Runs two threads in a store through one interleaving after the other, with a switch between any
 * two steps (<a href="https://github.com/JetBrains/lincheck">Lincheck</a>'s model checking). Luck
 * has no part in it: the same interleavings are tried each time, on one core as on many.
 *
 * <p>First come the scenarios below, each a pair of operations that harm each other where nothing
 * keeps them apart; then as many random ones as {@code -Dlincheck.iterations=…} says. {@code
 * -Dlincheck.invocations=…} is the number of interleavings tried of each.
 *
 * <p>A lock that is missing around {@code get} or {@code size} alone escapes these scenarios: on
 * few keys each reads what is one word of the map, and a switch while the table grows was not among
 * the interleavings tried.
 */
public final class ModelCheck {
  private static final int RANDOM_SCENARIOS = Integer.getInteger("lincheck.iterations", 0);
  private static final int INVOCATIONS = Integer.getInteger("lincheck.invocations", 40);

  private ModelCheck() {}

  /**
   * Passes if every answer of every interleaving is one that a map could have given to the same
   * operations one after the other, each at some moment of its own call: if the store is
   * linearizable (Herlihy and Wing 1990), as far as was tried.
   *
   * @throws AssertionError if not; its message shows the interleaving
   */
  public static void linearizable(Class<? extends StoreOperations> operations) {
    var options =
        new ModelCheckingOptions()
            .threads(2)
            .actorsPerThread(3)
            .actorsBefore(1)
            .actorsAfter(1)
            .iterations(RANDOM_SCENARIOS)
            .invocationsPerIteration(INVOCATIONS)
            .sequentialSpecification(Specification.class);
    scenarios(operations).forEach(options::addCustomScenario);
    options.check(operations);
  }

  private static List<ExecutionScenario> scenarios(Class<? extends StoreOperations> operations) {
    var set = call(operations, "set", visits, 5, ALWAYS);
    var get = call(operations, "get", visits);
    var increment = call(operations, "increment", visits);
    var delete = call(operations, "delete", visits);
    var setIfAbsent = call(operations, "set", visits, 6, IF_ABSENT);
    var setIfPresent = call(operations, "set", visits, 7, IF_PRESENT);

    var scenarios = new ArrayList<ExecutionScenario>();
    scenarios.add(scenario(List.of(), List.of(increment), List.of(increment), List.of(get)));
    scenarios.add(scenario(List.of(), List.of(increment), List.of(set), List.of(get)));
    scenarios.add(scenario(List.of(set), List.of(increment), List.of(delete), List.of(get)));
    scenarios.add(scenario(List.of(set), List.of(delete), List.of(delete), List.of()));
    scenarios.add(scenario(List.of(), List.of(setIfAbsent), List.of(setIfAbsent), List.of(get)));
    scenarios.add(scenario(List.of(set), List.of(setIfPresent), List.of(delete), List.of(get)));
    if (StoreOperations.WholeMap.class.isAssignableFrom(operations)) {
      var addKey = call(operations, "set", city, 1, ALWAYS);
      var keys = call(operations, "keys");
      var size = call(operations, "size");
      var clear = call(operations, "clear");
      scenarios.add(scenario(List.of(set), List.of(keys), List.of(addKey), List.of()));
      scenarios.add(scenario(List.of(set), List.of(clear), List.of(addKey), List.of(keys, size)));
    }
    return scenarios;
  }

  /** What happens before, in two threads at once, and after. */
  private static ExecutionScenario scenario(
      List<Actor> before, List<Actor> one, List<Actor> other, List<Actor> after) {
    return new ExecutionScenario(before, List.of(one, other), after, null);
  }

  private static Actor call(Class<?> operations, String name, Object... arguments) {
    var method =
        Arrays.stream(operations.getMethods())
            .filter(candidate -> candidate.getName().equals(name))
            .findFirst()
            .orElseThrow();
    return new Actor(method, List.of(arguments));
  }

  /** What the answers are compared with; called by one thread at a time. */
  public static final class Specification extends StoreOperations.WholeMap {
    public Specification() {
      super(new PlainStore());
    }
  }
}
