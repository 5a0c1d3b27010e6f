package toyredis.report.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import toyredis.report.BookException;

class ScheduleTest {
  private static final Path ROOT = Path.of("..", "..");
  private static final Path FOLDER = ROOT.resolve("docs/lessons/interleavings");

  private static Schedule schedule(String name) throws Exception {
    return Schedule.read(FOLDER.resolve(name + ".json"));
  }

  static List<String> names() throws IOException {
    try (var files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".json"))
          .map(name -> name.replace(".json", ""))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "increment, increment-locked",
    "get-then-put, compute",
    "deadlock, deadlock-ordered",
    "upgrade, upgrade-released",
    "lost-wakeup, wakeup",
    "visibility, visibility-volatile",
    "set-if-absent, put-if-absent",
    "keys, keys-read-lock",
    "transfer-seen, transfer-together",
    "unlock-last, unlock-finally",
    "spin-look, spin-swap",
    "back-off, back-off-ordered",
    "read-within-read, read-once",
    "readers-first, writers-queue",
    "load-twice, load-promise",
    "mailbox-if, mailbox-while",
    "notify-one, notify-all",
    "stop-unasked, stop-asked",
    "replies-at-once, replies-in-turn",
    "pool, pool-stamped",
  })
  void theBrokenOneCanLoseAndItsMendedTwinCannot(String broken, String mended) throws Exception {
    assertTrue(schedule(broken).losing(), broken);
    assertFalse(schedule(mended).losing(), mended);
    assertEquals(schedule(broken).program().question(), schedule(mended).program().question());
  }

  @ParameterizedTest
  @MethodSource("names")
  void aShortestLostScheduleIsLostAtItsEndAndNotBefore(String name) throws Exception {
    var schedule = schedule(name);
    var program = schedule.program();
    var states = new ArrayList<>(List.of(State.first(program)));
    for (int mover : schedule.exploration().shortest()) {
      var now = states.getLast();
      assertFalse(now.isLost(program), "lost too early");
      assertTrue(now.movers(program).contains(mover), "cannot move");
      states.add(now.after(program, mover));
    }
    var last = states.removeLast();
    assertEquals(schedule.losing(), last.isLost(program) || states.contains(last));
  }

  /** Lincheck, on the real store: both answer 42, where 41 was; and so does the model. */
  @ParameterizedTest
  @CsvSource({"increment, step1-increment.txt", "get-then-put, step3-get-then-put.txt"})
  void theModelLosesWhatLincheckSeesLost(String name, String table) throws Exception {
    var found = lincheck(table);
    assertTrue(found.contains("increment(): 42 |") && found.contains("result: 42"), found);
    var lost = schedule(name);
    var state = State.first(lost.program());
    for (int mover : lost.exploration().shortest()) state = state.after(lost.program(), mover);
    assertEquals(42, state.names(0).get("sum"));
    assertEquals(42, state.names(1).get("sum"));
    assertEquals(42, state.shared().get("map"));
  }

  @ParameterizedTest
  @MethodSource("names")
  void whatItQuotesStandsInTheSource(String name) throws Exception {
    for (var thread : schedule(name).program().threads()) {
      for (var step : thread.steps()) {
        if (step.source().isEmpty()) continue;
        var place = step.source().split("#");
        var text = Files.readString(ROOT.resolve(place[0]));
        if (place.length > 1) {
          var parts = text.split("(tag|end)::" + place[1] + "\\[]");
          assertEquals(3, parts.length, "tags " + step.source());
          text = parts[1];
        }
        assertTrue(text.contains(step.code().strip()), step.source() + " has no " + step.code());
      }
    }
  }

  @Test
  void allSchedulesAreCountedAndTheShortestLostOneIsFound() throws Exception {
    // two threads of three steps: 6!/(3! 3!) schedules; nothing is lost in those in which one
    // thread's put comes before the other's get
    var increment = schedule("increment").exploration();
    assertEquals(20, increment.schedules());
    assertEquals(20 - 2 * 4, increment.losing());
    assertEquals(List.of(0, 0, 0, 1, 1, 1), increment.shortest().stream().sorted().toList());
    // behind the lock: one whole, then the other
    assertEquals(2, schedule("increment-locked").exploration().schedules());
    assertEquals(List.of(0, 1), schedule("deadlock").exploration().shortest());
  }

  @Test
  void aLossInTheMiddleEndsTheSchedule() throws Exception {
    var overfull =
        Schedule.parse(
            """
            {"title": "t", "about": "a", "shared": {"size": 0}, "badName": "overfull",
             "threads": [{"name": "A", "steps": [
               {"code": "add", "set": {"size": "size + 1"}},
               {"code": "add", "set": {"size": "size + 1"}},
               {"code": "take", "set": {"size": "size - 1"}}]}],
             "bad": "1 < size"}
            """);
    assertEquals(new Exploration(3, 1, 1, List.of(0, 0)), overfull.exploration());
  }

  private static final String SPIN =
      """
      {"title": "t", "about": "a", "shared": {"stop": 0}, "badName": "starvation", %s
       "threads": [
         {"name": "A", "steps": [
           {"label": "look", "code": "while (!stop)", "go": {"look": "!stop"}},
           {"code": "print"}]},
         {"name": "B", "steps": [{"code": "work", "go": {"end": "1"}}, {"code": "stop = true"}]}]}
      """;

  @Test
  void aLoopEndsTheCountOfSchedulesAndIsNoLossByItself() throws Exception {
    // A at its first step, before and after B; nothing else can be reached, since stop is never set
    assertEquals(
        new Exploration(2, 0, 0, List.of()), Schedule.parse(SPIN.formatted("")).exploration());
  }

  @Test
  void aRoundInWhichAThreadDoesNotGetOnStarvesItIfNobodyIsForgotten() throws Exception {
    // A's turns before B has moved do not count, since B could have moved
    var starves = Schedule.parse(SPIN.formatted("\"starves\": \"A\","));
    assertEquals(List.of(1, 0), starves.exploration().shortest());
    // B ends whatever A does
    assertFalse(Schedule.parse(SPIN.formatted("\"starves\": \"B\",")).losing());
  }

  @Test
  void aSwapThatFailsIsTriedAgain() throws Exception {
    var counted =
        Schedule.parse(
            """
            {"title": "t", "about": "a", "shared": {"count": 0}, "badName": "lost update",
             "threads": [
               {"name": "A", "locals": {"seen": 0, "won": 0}, "steps": [
                 {"label": "again", "code": "get", "set": {"seen": "count"}},
                 {"code": "compareAndSet", "go": {"again": "!won"},
                  "set": {"won": "count == seen", "count": "count == seen ? seen + 1 : count"}}]},
               {"name": "B", "as": "A"}, {"name": "C", "as": "B"}],
             "bad": "ended && count != 3"}
            """);
    assertFalse(counted.losing());
    assertTrue(counted.exploration().schedules() > 0, "each failure is another's success");
  }

  @Test
  void theTableHasAColumnForEachThreadAndSharedName() throws Exception {
    assertEquals(
        """
        .A flag that is read once: stale read is possible, 6 states; the shortest
        """
            .strip(),
        schedule("visibility").table().getFirst());
    assertEquals(
        """
        [.schedule,cols="<3,<3,^1",options="header"]
        |===
        |Thread reader |Thread writer |stop

        |
        |
        |0

        |`+register = stop;+` +
        the compiler has moved the read here: register = 0
        |
        |0

        |
        |`+stop = true;+` +
        stop = 1 in memory
        |1

        |`+while (!register) {}+` +
        looks at register = 0
        |
        |1

        |is where it was after 2 moves
        |has ended
        |1

        |===\
        """,
        String.join("\n", schedule("visibility").table().stream().skip(1).toList()));
    assertEquals(
        List.of(
            "\"`A flag that is read in each turn`\": no stale read, in any schedule. All were"
                + " tried: 3 states, in any order."),
        schedule("visibility-volatile").table());
  }

  @Test
  void theScriptIsToldAllFieldsAndTheHint() throws Exception {
    var told = JSON.std.beanFrom(Schedule.Told.class, schedule("deadlock").json());
    assertEquals(List.of(0, 1), told.exploration().shortest());
    assertEquals("0", told.program().bad());
    assertEquals(List.of("free", "taken"), told.program().words().get("lockA"));
    assertTrue(schedule("visibility").json().contains("\"when\":\"1\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{",
        "{'title':'t','about':'a','shared':{},'threads':[],'badName':'b','surplus':1}",
        "{'title':'t','about':'a','shared':{},'threads':[],'badName':'b','bad':'maq'}",
        "{'title':'t','about':'a','shared':{'ended':1},'threads':[],'badName':'b'}",
        "{'title':'t','about':'a','shared':{},'badName':'b','threads':[{'name':'A','steps':[{}]}]}",
        "{'title':'t','about':'a','shared':{},'badName':'b','threads':[{'name':'A','steps':[{'code':'c','set':{'maq':'1'}}]}]}",
        "{'title':'t','about':'a','shared':{},'badName':'b','threads':[{'name':'A','steps':[{'code':'c','say':'{maq}'}]}]}",
        "{'title':'t','about':'a','shared':{},'badName':'b','threads':[{'name':'A','steps':[{'code':'c','go':{'maq':'1'}}]}]}",
        "{'title':'t','about':'a','shared':{},'badName':'b','threads':[{'name':'A','as':'B'}]}",
        "{'title':'t','about':'a','shared':{},'badName':'b','threads':[{'name':'A','steps':[]}],'starves':'B'}",
        "{'title':'t','about':'a','shared':{'x':0},'badName':'b','bad':'!x','threads':[{'name':'A','steps':[]}]}",
        "{'title':'t','about':'a','shared':{'x':0},'badName':'b','threads':[{'name':'A','steps':[{'label':'a','code':'c','set':{'x':'x"
            + " + 1'},'go':{'a':'1'}}]}]}",
      })
  void whatIsNoProgramIsRefusedInOneLine(String json) {
    var wrong =
        assertThrows(IllegalArgumentException.class, () -> Schedule.parse(json.replace('\'', '"')));
    assertEquals(1, wrong.getMessage().lines().count(), wrong.getMessage());
  }

  @Test
  void aMissingFileIsNamed() {
    var missing = assertThrows(BookException.class, () -> schedule("nothing"));
    assertTrue(missing.getMessage().endsWith("nothing.json"), missing.getMessage());
  }

  private static String lincheck(String table) throws IOException {
    try (var files = Files.walk(ROOT.resolve("docs"), 3)) {
      return Files.readString(files.filter(f -> f.endsWith(table)).findFirst().orElseThrow());
    }
  }
}
