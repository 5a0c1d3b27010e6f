package toyredis.results.text;

import java.util.ArrayList;
import java.util.List;
import toyredis.results.Digits;
import toyredis.results.LoadResult;
import toyredis.results.LoadSettings;
import toyredis.results.LoadSettings.Arrivals;
import toyredis.results.LoadSettings.Keys;
import toyredis.results.LoadSettings.Mix;

/** Two load results side by side, in characters. */
public final class LoadDiff {
  private final Table table;
  private final List<String> machines;

  private LoadDiff(String nameA, LoadResult a, String nameB, LoadResult b) {
    machines = a.machine().differences(b.machine());
    table = new Table().words("").words(nameA).words(nameB);
    table.figure(machines.isEmpty() ? "second / first" : "", 0);
  }

  /**
   * What was measured and asked for, with a {@code *} where the two differ, then the figures and
   * their ratio. Without ratios when the machines differ, and then it says why. Ends without a line
   * break.
   *
   * @param nameA the first one's name, its file for one
   * @param columns how wide it may be
   */
  public static String of(String nameA, LoadResult a, String nameB, LoadResult b, int columns) {
    var diff = new LoadDiff(nameA, a, nameB, b);
    diff.write(a, b);
    var words = diff.machines.isEmpty() ? lone(a, b) : diff.machinesDiffer();
    return diff.table.text(columns) + "\n" + words;
  }

  private void write(LoadResult a, LoadResult b) {
    setting("server", server(a), server(b));
    settings(a.load(), b.load());
    setting("started", a.started(), b.started());
    setting("revision", a.machine().revision(), b.machine().revision());
    setting("processor", a.machine().cpu(), b.machine().cpu());
    setting("cores", "" + a.machine().cores(), "" + b.machine().cores());
    setting("kernel", a.machine().os(), b.machine().os());
    setting("JDK", a.machine().jdk(), b.machine().jdk());
    table.row("", "", "", "");
    figures(a, b);
  }

  private void settings(LoadSettings a, LoadSettings b) {
    setting("connections", Digits.whole(a.connections()), Digits.whole(b.connections()));
    setting("arrivals", words(a.arrivals()), words(b.arrivals()));
    setting("commands", words(a.mix()), words(b.mix()));
    setting("keys", words(a.keys()), words(b.keys()));
    setting("value size", valueSize(a), valueSize(b));
    setting("pipeline", Digits.whole(a.pipeline()), Digits.whole(b.pipeline()));
    setting("round trip added", a.rttMillis() + " ms", b.rttMillis() + " ms");
    setting("after an error", "" + a.onError(), "" + b.onError());
    setting("warm-up", seconds(a.warmupSeconds()), seconds(b.warmupSeconds()));
    setting("window", seconds(a.seconds()), seconds(b.seconds()));
    setting("operations at most", limit(a.operations()), limit(b.operations()));
    setting("time-out", seconds(a.timeoutSeconds()), seconds(b.timeoutSeconds()));
    setting("seed", "" + a.seed(), "" + b.seed());
  }

  private void setting(String name, String a, String b) {
    table.row((a.equals(b) ? "  " : "* ") + name, a, b, "");
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
    setting("errors", Digits.whole(a.totalErrors()), Digits.whole(b.totalErrors()));
    setting(
        "failed connections",
        Digits.whole(a.failedConnections()),
        Digits.whole(b.failedConnections()));
  }

  /** A 0 stands for a figure that is not known. */
  private void figure(String name, double a, double b) {
    var ratio = machines.isEmpty() && a > 0 && b > 0 ? Digits.of(b / a) : "";
    table.row("  " + name, a == 0 ? "–" : Digits.of(a), b == 0 ? "–" : Digits.of(b), ratio);
  }

  private String machinesDiffer() {
    return "No ratios, no verdict: the machines differ (" + String.join("; ", machines) + ").";
  }

  private static String lone(LoadResult a, LoadResult b) {
    var days = a.started().substring(0, 10).equals(b.started().substring(0, 10));
    return "One run each decides nothing"
        + (days ? "" : ", and these are of different days")
        + ": ./lab compare measures both, several times.";
  }

  private static String server(LoadResult result) {
    var server = result.server();
    var words = new ArrayList<>(List.of(server.name(), server.variant(), server.threads()));
    words.removeIf(String::isEmpty);
    return String.join(", ", words);
  }

  private static String words(Arrivals arrivals) {
    if (arrivals.openLoop()) return arrivals.loop() + ", " + Digits.whole(arrivals.rate()) + "/s";
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
    return keys.choice() + (keys.count() == 1 ? "" : ", " + Digits.whole(keys.count()));
  }

  private static String valueSize(LoadSettings load) {
    int from = load.valueMinBytes();
    int to = load.valueMaxBytes();
    return (from == to ? "" : from + "–") + to + " bytes";
  }

  private static String limit(long operations) {
    return operations == 0 ? "no limit" : Digits.whole(operations);
  }

  private static String seconds(double seconds) {
    return seconds + " s";
  }
}
