import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import toyredis.check.Duel;
import toyredis.check.Fragile;
import toyredis.check.Helper;

class Check {
  private static Visits visits() {
    var visits = new Visits(Fragile.map(), Fragile.map());
    visits.visit("home");
    visits.logIn("ada", "home");
    return visits;
  }

  private static Object visit(Visits visits, String page) {
    visits.visit(page);
    return null;
  }

  private static Object forget(Visits visits, String page) {
    visits.forget(page);
    return null;
  }

  private static Object logIn(Visits visits, String user) {
    visits.logIn(user, "home");
    return null;
  }

  private static void duel(
      String first, Duel.Action<Visits> a, String second, Duel.Action<Visits> b, String explained) {
    Duel.in(Check::visits)
        .actor(first, a)
        .actor(second, b)
        .end(visits -> visits.summary() + ", " + visits.online() + " online")
        .explain(explained)
        .explore();
  }

  @Test
  @Order(1)
  void countsVisitsAndUsers() {
    var visits = visits();
    visits.visit("home");
    visits.visit("news");
    visits.logIn("bob", "news");
    visits.logIn("bob", "home");
    assertEquals("2 pages, 3 visits", visits.summary(), "the summary");
    assertEquals(2, visits.online(), "the number of users");
    visits.forget("home");
    visits.forget("nowhere");
    assertEquals("1 pages, 1 visits", visits.summary(), "the summary without the page home");
  }

  @Test
  @Order(2)
  void theTotalIsTheSumOfTheVisits() {
    var lesson = "The total and the pages are no longer of one moment, or a change is lost:";
    duel("visit", v -> visit(v, "home"), "forget", v -> forget(v, "home"), lesson);
    duel("visit", v -> visit(v, "news"), "forget", v -> forget(v, "home"), lesson);
    duel("visit", v -> visit(v, "home"), "visit", v -> visit(v, "home"), lesson);
    duel("forget", v -> forget(v, "home"), "forget", v -> forget(v, "home"), lesson);
    duel("summary", Visits::summary, "visit", v -> visit(v, "news"), lesson);
    duel("summary", Visits::summary, "forget", v -> forget(v, "home"), lesson);
  }

  @Test
  @Order(3)
  void theUsersHaveOneGuard() {
    var lesson = "Two threads are in the map of users at the same time:";
    duel("online", Visits::online, "log-in", v -> logIn(v, "bob"), lesson);
    duel("log-in", v -> logIn(v, "bob"), "log-in", v -> logIn(v, "eve"), lesson);
    duel("online", Visits::online, "visit", v -> visit(v, "home"), lesson);
  }

  @Test
  @Order(4)
  void visitsAndLoginsDoNotWaitForEachOther() {
    new Meeting().play();
  }

  /** In the midst of each call of the one map, somebody uses the other one. */
  private static final class Meeting {
    private Visits visits;
    private boolean meeting;

    private final class Stopping<V> extends HashMap<String, V> {
      private static final long serialVersionUID = 1;
      private final transient Runnable other;
      private final String who;

      private Stopping(String who, Runnable other) {
        this.who = who;
        this.other = other;
      }

      private void stop() {
        if (!meeting) return;
        meeting = false;
        try {
          Helper.start(who, other::run).ends();
        } catch (AssertionError e) {
          throw new AssertionError(
              "Visits and log-ins should not wait for each other, and do: " + e.getMessage());
        }
      }

      @Override
      public V put(String key, V value) {
        stop();
        return super.put(key, value);
      }

      @Override
      public V get(Object key) {
        stop();
        return super.get(key);
      }

      @Override
      public V remove(Object key) {
        stop();
        return super.remove(key);
      }

      @Override
      public int size() {
        stop();
        return super.size();
      }

      @Override
      public V merge(
          String key,
          V value,
          java.util.function.BiFunction<? super V, ? super V, ? extends V> sum) {
        stop();
        return super.merge(key, value, sum);
      }
    }

    private void play() {
      visits =
          new Visits(
              new Stopping<>(
                  "who logs in, or asks who is online, during a visit,",
                  () -> {
                    visits.logIn("bob", "home");
                    visits.online();
                  }),
              new Stopping<>(
                  "a visit beside a log-in",
                  () -> {
                    visits.visit("home");
                    visits.summary();
                    visits.forget("home");
                  }));
      for (Runnable step :
          new Runnable[] {
            () -> visits.visit("home"),
            visits::summary,
            () -> visits.forget("home"),
            () -> visits.logIn("ada", "home"),
            visits::online
          }) {
        meeting = true;
        step.run();
      }
    }
  }
}
