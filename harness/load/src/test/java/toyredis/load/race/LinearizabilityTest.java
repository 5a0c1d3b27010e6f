package toyredis.load.race;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static toyredis.load.race.Operation.NEVER;
import static toyredis.load.race.Operation.NIL;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import toyredis.load.race.Operation.Kind;

@Timeout(60)
class LinearizabilityTest {
  private static final String KEY = "k";

  @Test
  void oneAfterTheOtherHolds() {
    assertHolds(
        set(1, "5", 0, 1), get(2, "5", 2, 3), incr(1, "6", 4, 5), del(2, "1", 6, 7), nil(1, 8, 9));
  }

  @Test
  void anEmptyHistoryHolds() {
    assertHolds();
  }

  @Test
  void atTheSameTimeEitherMayComeFirst() {
    assertHolds(set(1, "5", 0, 10), get(2, "5", 1, 9));
    assertHolds(set(1, "5", 0, 10), nil(2, 1, 9));
    // a moment that ends one and begins the other says nothing of their order
    assertHolds(set(1, "5", 0, 5), nil(2, 5, 9));
  }

  @Test
  void aChoiceThatWasWrongIsTakenBack() {
    // 7 was written last, although it was asked for first
    assertHolds(set(1, "7", 0, 10), set(2, "8", 1, 10), get(3, "8", 2, 11), get(3, "7", 12, 13));
  }

  @Test
  void aLostUpdateDoesNotHold() {
    assertFails(set(1, "41", 0, 1), incr(1, "42", 2, 10), incr(2, "42", 3, 11));
    assertFails(incr(1, "1", 0, 10), incr(2, "2", 1, 11), get(1, "1", 12, 13));
  }

  @Test
  void aStaleReadDoesNotHold() {
    assertFails(set(1, "5", 0, 1), set(1, "6", 2, 3), get(2, "5", 4, 5));
    assertFails(set(1, "5", 0, 1), nil(2, 2, 3));
    assertFails(set(1, "5", 0, 1), del(1, "1", 2, 3), get(2, "5", 4, 5));
  }

  @Test
  void aValueFromNowhereDoesNotHold() {
    assertFails(set(1, "5", 0, 1), get(2, "9", 2, 3));
    assertFails(get(2, "5", 0, 1), set(1, "5", 2, 3));
  }

  @Test
  void twoReadersDoNotSeeTwoWritesInOppositeOrders() {
    assertFails(
        set(1, "5", 0, 100),
        set(2, "6", 0, 100),
        get(3, "5", 1, 2),
        get(3, "6", 3, 4),
        get(4, "6", 1, 2),
        get(4, "5", 5, 6));
    // the new value, once read by one, is there for all
    assertFails(set(1, "5", 0, 100), get(3, "5", 1, 2), nil(4, 3, 4));
  }

  @Test
  void aKeyIsDeletedOnce() {
    assertFails(set(1, "5", 0, 1), del(1, "1", 2, 10), del(2, "1", 3, 11));
    assertHolds(set(1, "5", 0, 1), del(1, "1", 2, 10), del(2, "0", 3, 11));
  }

  @Test
  void anErrorThatARightServerDoesNotGiveDoesNotHold() {
    assertFails(set(1, "5", 0, 1), incr(1, "-ERR no", 2, 3));
    assertHolds(set(1, "x", 0, 1), incr(1, "-ERR value is not an integer or out of range", 2, 3));
  }

  @Test
  void whatWasNotAnsweredTookEffectLaterOrNever() {
    var pending = operation(1, Kind.SET, "5", null, 0, NEVER);
    assertHolds(pending, nil(2, 100, 101));
    assertHolds(pending, get(2, "5", 100, 101));
    assertHolds(pending, nil(2, 100, 101), get(2, "5", 102, 103));
    assertFails(pending, get(2, "5", 100, 101), nil(2, 102, 103));
    assertFails(nil(2, 0, 1), get(2, "5", 2, 3), operation(1, Kind.SET, "5", null, 4, NEVER));
  }

  @Test
  void aClientsRequestsTakeEffectInTheirOrder() {
    // one batch, sent at once
    assertHolds(set(1, "5", 0, 10), set(1, "6", 0, 11), get(2, "6", 12, 13));
    assertFails(set(1, "5", 0, 10), set(1, "6", 0, 11), get(2, "5", 12, 13));
  }

  @Test
  void onlyTheKeyThatIsWrongIsNamedWithItsFirstWrongAnswerLast() {
    var history = new ArrayList<Operation>();
    for (int i = 0; i < 50; i++) history.add(incr(1, "" + (i + 1), 10 * i, 10 * i + 5));
    var wrong = get(2, "49", 500, 501);
    history.add(wrong);
    for (int i = 50; i < 90; i++) history.add(incr(1, "" + (i + 1), 10 * i + 5, 10 * i + 9));
    history.add(new Operation(3, Kind.GET, "other", null, NIL, 0, 1));
    var violations = Linearizability.violations(history);
    assertEquals(Set.of(KEY), violations.keySet());
    assertEquals(wrong, violations.get(KEY).getLast());
    assertTrue(violations.get(KEY).size() <= 8, violations.toString());
  }

  @Test
  void whatFollowsFromABatchWithAWrongAnswerIsFoundWhenItIsReadFirst() {
    // one batch of client 1; client 2 reads the number behind the batch's before client 1 reads
    var follows = incr(2, "2", 1, 8);
    var violations =
        Linearizability.violations(List.of(get(1, "wrong", 0, 9), incr(1, "1", 0, 10), follows));
    assertEquals(List.of(follows), violations.get(KEY));
  }

  @Test
  void ofTwoIncrsThatGotTheSameNumberBothAreMarkedHoweverLongAgoTheFirstWas() {
    var history = new ArrayList<Operation>();
    for (int i = 0; i < 20; i++) history.add(incr(1, "" + (i + 1), 10 * i, 10 * i + 5));
    history.add(incr(2, "3", 500, 501));
    var answers = Linearizability.violations(history).get(KEY);
    var marked =
        History.explained(KEY, answers)
            .lines()
            .filter(line -> line.startsWith("→"))
            .map(line -> line.replaceFirst(".*(client \\d).*= ", "$1 got "))
            .toList();
    assertEquals(List.of("client 1 got 3", "client 2 got 3"), marked);
  }

  @Test
  void smallHistoriesAreJudgedAsByTryingAllOrders() {
    int wrong = 0;
    for (int seed = 0; seed < 3_000; seed++) {
      var random = new SplittableRandom(seed);
      var right = history(random, 3, 2, 10);
      assertTrue(holds(right), () -> right.toString());
      var changed = withOneReplyChanged(right, random);
      var expected = someOrderFits(changed, new HashSet<>(), null);
      assertEquals(expected, holds(changed), "seed " + seed + ": " + changed);
      if (!expected) wrong++;
    }
    assertTrue(wrong > 1_000, wrong + " of 3,000 were wrong");
  }

  @Tag("slow")
  @Test
  void largeHistoriesOfAnAtomicMapHoldAndNearlyNoneWithOneNumberChanged() {
    int byOne = 0;
    int byMuch = 0;
    for (int seed = 0; seed < 200; seed++) {
      var random = new SplittableRandom(seed);
      var history = history(random, 8, 60, 0);
      assertTrue(holds(history), "seed " + seed);
      if (!holds(withOneNumberChanged(history, random, 1))) byOne++;
      if (!holds(withOneNumberChanged(history, random, 500))) byMuch++;
    }
    assertEquals(200, byMuch);
    // with eight clients at it, one more or less may be right as well: another INCR went first
    assertTrue(byOne >= 130, byOne + " of 200 were rejected");
  }

  /** What clients see of a map where each operation takes effect at one moment within its call. */
  private static List<Operation> history(
      SplittableRandom random, int clients, int each, int brokenPercent) {
    record Call(Operation operation, long effect) {}
    var calls = new ArrayList<Call>();
    for (int client = 0; client < clients; client++) {
      long now = 0;
      for (int i = 0; i < each; i++) {
        long invoked = now + random.nextInt(1, 20);
        long effect = invoked + random.nextInt(1, 20);
        now = effect + random.nextInt(1, 20);
        var kind = Kind.values()[random.nextInt(4)];
        var value = kind == Kind.SET ? "" + (client * 1_000_000 + i * 1_000) : null;
        calls.add(new Call(operation(client, kind, value, null, invoked, now), effect));
      }
    }
    calls.sort(Comparator.comparingLong(Call::effect));
    var map = new HashMap<String, String>();
    var silent = new HashSet<Integer>();
    var history = new ArrayList<Operation>();
    for (var call : calls) {
      var asked = call.operation();
      if (silent.contains(asked.client())) continue;
      var before = map.get(KEY);
      if (random.nextInt(100) < brokenPercent) {
        // the connection breaks, before or after the server has done it
        silent.add(asked.client());
        history.add(
            operation(asked.client(), asked.kind(), asked.value(), null, asked.invoked(), NEVER));
        if (random.nextBoolean()) continue;
      } else {
        history.add(
            operation(
                asked.client(),
                asked.kind(),
                asked.value(),
                asked.rightReply(before),
                asked.invoked(),
                asked.answered()));
      }
      map.put(KEY, asked.after(before));
    }
    return history;
  }

  private static List<Operation> withOneReplyChanged(
      List<Operation> history, SplittableRandom random) {
    var changed = new ArrayList<>(history);
    var candidates = history.stream().filter(o -> o.isAnswered() && o.kind() != Kind.SET).toList();
    if (candidates.isEmpty()) return changed;
    var old = candidates.get(random.nextInt(candidates.size()));
    var reply =
        switch (old.kind()) {
          case DEL -> old.reply().equals("0") ? "1" : "0";
          case GET ->
              old.reply().equals(NIL) ? "1" : random.nextBoolean() ? NIL : old.reply() + "1";
          default -> "" + (Long.parseLong(old.reply()) + 1);
        };
    changed.set(
        history.indexOf(old),
        operation(old.client(), old.kind(), old.value(), reply, old.invoked(), old.answered()));
    return changed;
  }

  private static List<Operation> withOneNumberChanged(
      List<Operation> history, SplittableRandom random, int by) {
    var numbers = history.stream().filter(o -> o.kind() == Kind.INCR || o.kind() == Kind.GET);
    var large = numbers.filter(o -> !o.reply().equals(NIL) && o.reply().length() > 3).toList();
    var old = large.get(random.nextInt(large.size()));
    var reply = "" + (Long.parseLong(old.reply()) + by);
    var changed = new ArrayList<>(history);
    changed.set(
        history.indexOf(old),
        operation(old.client(), old.kind(), old.value(), reply, old.invoked(), old.answered()));
    return changed;
  }

  /** Tries every order, without any cleverness. */
  private static boolean someOrderFits(List<Operation> all, Set<Operation> applied, String value) {
    if (all.stream().allMatch(o -> !o.isAnswered() || applied.contains(o))) return true;
    for (var next : all) {
      if (applied.contains(next)) continue;
      var mustWait =
          all.stream()
              .anyMatch(
                  other -> !applied.contains(other) && other != next && isBefore(other, next));
      if (mustWait) continue;
      if (next.isAnswered() && !next.reply().equals(next.rightReply(value))) continue;
      applied.add(next);
      if (someOrderFits(all, applied, next.after(value))) return true;
      applied.remove(next);
    }
    return false;
  }

  private static boolean isBefore(Operation one, Operation other) {
    return one.answered() < other.invoked()
        || (one.client() == other.client() && one.invoked() < other.invoked());
  }

  private static boolean holds(List<Operation> history) {
    return Linearizability.violations(history).isEmpty();
  }

  private static void assertHolds(Operation... history) {
    assertTrue(holds(List.of(history)));
  }

  private static void assertFails(Operation... history) {
    assertEquals(Set.of(KEY), Linearizability.violations(List.of(history)).keySet());
  }

  private static Operation set(int client, String value, long invoked, long answered) {
    return operation(client, Kind.SET, value, "OK", invoked, answered);
  }

  private static Operation get(int client, String reply, long invoked, long answered) {
    return operation(client, Kind.GET, null, reply, invoked, answered);
  }

  private static Operation nil(int client, long invoked, long answered) {
    return get(client, NIL, invoked, answered);
  }

  private static Operation incr(int client, String reply, long invoked, long answered) {
    return operation(client, Kind.INCR, null, reply, invoked, answered);
  }

  private static Operation del(int client, String reply, long invoked, long answered) {
    return operation(client, Kind.DEL, null, reply, invoked, answered);
  }

  private static Operation operation(
      int client, Kind kind, String value, String reply, long invoked, long answered) {
    return new Operation(client, kind, KEY, value, reply, invoked, answered);
  }
}
