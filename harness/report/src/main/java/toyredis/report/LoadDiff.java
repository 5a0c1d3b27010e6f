package toyredis.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import toyredis.load.LoadResult;
import toyredis.load.LoadSettings;
import toyredis.load.LoadSettings.Arrivals;
import toyredis.load.LoadSettings.Keys;
import toyredis.load.LoadSettings.Mix;

/** Two load results side by side, in characters. */
public final class LoadDiff {
  private static final String LINE = "%-2s%-20s %-28s %-28s %s\n";

  private final StringBuilder text = new StringBuilder();
  private final List<String> machines;

  private LoadDiff(LoadResult a, LoadResult b) {
    machines = a.machine().differences(b.machine());
  }

  /**
   * What was measured and asked for, with a {@code *} where the two differ, then the figures and
   * their ratio. Without ratios when the machines differ, and then it says why. Ends without a line
   * break.
   *
   * @param nameA the first one's name, its file for one
   */
  public static String of(String nameA, LoadResult a, String nameB, LoadResult b) {
    var diff = new LoadDiff(a, b);
    diff.write(nameA, a, nameB, b);
    return diff.text
        .toString()
        .lines()
        .map(String::stripTrailing)
        .reduce((x, y) -> x + "\n" + y)
        .orElse("");
  }

  private void write(String nameA, LoadResult a, String nameB, LoadResult b) {
    var ratios = machines.isEmpty();
    text.append(LINE.formatted("", "", nameA, nameB, ratios ? "second / first" : ""));
    setting("server", server(a), server(b));
    settings(a.load(), b.load());
    setting("started", a.started(), b.started());
    setting("revision", a.machine().revision(), b.machine().revision());
    setting("processor", a.machine().cpu(), b.machine().cpu());
    setting("cores", "" + a.machine().cores(), "" + b.machine().cores());
    setting("kernel", a.machine().os(), b.machine().os());
    setting("JDK", a.machine().jdk(), b.machine().jdk());
    text.append('\n');
    figures(a, b);
    text.append('\n').append(ratios ? lone(a, b) : machinesDiffer());
  }

  private void settings(LoadSettings a, LoadSettings b) {
    setting("connections", whole(a.connections()), whole(b.connections()));
    setting("arrivals", words(a.arrivals()), words(b.arrivals()));
    setting("commands", words(a.mix()), words(b.mix()));
    setting("keys", words(a.keys()), words(b.keys()));
    setting("value size", valueSize(a), valueSize(b));
    setting("pipeline", whole(a.pipeline()), whole(b.pipeline()));
    setting("after an error", a.onError(), b.onError());
    setting("warm-up", seconds(a.warmupSeconds()), seconds(b.warmupSeconds()));
    setting("window", seconds(a.seconds()), seconds(b.seconds()));
    setting("operations at most", limit(a.operations()), limit(b.operations()));
    setting("time-out", seconds(a.timeoutSeconds()), seconds(b.timeoutSeconds()));
    setting("seed", "" + a.seed(), "" + b.seed());
  }

  private void setting(String name, String a, String b) {
    text.append(LINE.formatted(a.equals(b) ? "" : "*", name, a, b, ""));
  }

  private void figures(LoadResult a, LoadResult b) {
    figure("ops/s", a.operationsPerSecond(), b.operationsPerSecond());
    figure("server CPU µs/op", a.serverUse().cpuMicros(), b.serverUse().cpuMicros());
    figure("client CPU µs/op", a.clientUse().cpuMicros(), b.clientUse().cpuMicros());
    figure("latency p50 ms", a.latency().p50() / 1000, b.latency().p50() / 1000);
    figure("latency p99 ms", a.latency().p99() / 1000, b.latency().p99() / 1000);
    figure("latency p99.9 ms", a.latency().p999() / 1000, b.latency().p999() / 1000);
    figure("latency max ms", a.latency().max() / 1000, b.latency().max() / 1000);
    if (a.load().arrivals().openLoop() || b.load().arrivals().openLoop()) {
      figure("service p50 ms", a.serviceTime().p50() / 1000, b.serviceTime().p50() / 1000);
      figure("service p99 ms", a.serviceTime().p99() / 1000, b.serviceTime().p99() / 1000);
    }
    figure("server RSS MiB", a.serverUse().rssMiB(), b.serverUse().rssMiB());
    figure("switches/op", a.serverUse().contextSwitches(), b.serverUse().contextSwitches());
    setting("errors", whole(a.totalErrors()), whole(b.totalErrors()));
    setting("failed connections", whole(a.failedConnections()), whole(b.failedConnections()));
  }

  /** A 0 stands for a figure that is not known. */
  private void figure(String name, double a, double b) {
    var ratio = machines.isEmpty() && a > 0 && b > 0 ? twoDigits(b / a) : "";
    text.append(
        LINE.formatted("", name, a == 0 ? "–" : twoDigits(a), b == 0 ? "–" : twoDigits(b), ratio));
  }

  private String machinesDiffer() {
    return "No ratios, no verdict: the machines differ (" + String.join("; ", machines) + ").";
  }

  private static String lone(LoadResult a, LoadResult b) {
    var days = a.started().substring(0, 10).equals(b.started().substring(0, 10));
    return "One run each decides nothing"
        + (days ? "" : ", and these are of different days")
        + ": ./lab compare measures side by side, several times.";
  }

  private static String server(LoadResult result) {
    var server = result.server();
    var words = new ArrayList<>(List.of(server.name(), server.variant(), server.threads()));
    words.removeIf(String::isEmpty);
    return String.join(", ", words);
  }

  private static String words(Arrivals arrivals) {
    if (arrivals.openLoop()) return arrivals.loop() + ", " + whole(arrivals.rate()) + "/s";
    int from = arrivals.thinkMinMillis();
    int to = arrivals.thinkMaxMillis();
    if (to == 0) return "closed loop";
    return "closed loop, think " + (from == to ? "" : from + "–") + to + " ms";
  }

  private static String words(Mix mix) {
    var words = new ArrayList<String>();
    if (mix.reads() > 0) words.add("GET " + mix.reads());
    if (mix.writes() > 0) words.add("SET " + mix.writes());
    if (mix.increments() > 0) words.add("INCR " + mix.increments());
    if (mix.deletes() > 0) words.add("DEL " + mix.deletes());
    if (mix.scans() > 0) words.add("KEYS " + mix.scans());
    return String.join(", ", words);
  }

  private static String words(Keys keys) {
    return keys.choice() + (keys.count() == 1 ? "" : ", " + whole(keys.count()));
  }

  private static String valueSize(LoadSettings load) {
    int from = load.valueMinBytes();
    int to = load.valueMaxBytes();
    return (from == to ? "" : from + "–") + to + " bytes";
  }

  private static String limit(long operations) {
    return operations == 0 ? "no limit" : whole(operations);
  }

  private static String seconds(double seconds) {
    return seconds + " s";
  }

  private static String whole(double number) {
    return String.format(Locale.ROOT, "%,.0f", number);
  }

  private static String twoDigits(double number) {
    return String.format(Locale.ROOT, "%,.2f", number);
  }
}
