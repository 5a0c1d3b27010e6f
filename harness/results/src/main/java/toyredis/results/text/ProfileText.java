package toyredis.results.text;

import java.util.LinkedHashMap;
import toyredis.results.Digits;
import toyredis.results.ProfileResult;
import toyredis.results.ServerInfo;

/** A profile in characters: where the time went, from the client's connection down to the CPU. */
final class ProfileText {
  /** What the CPU was spent on, in the order of printing, and how it is said. */
  private static final LinkedHashMap<String, String> CPU = new LinkedHashMap<>();

  static {
    CPU.put("network", "network: read, write, poll, in the kernel too");
    CPU.put("threads", "threads: locks, queues, parking, waking, switching");
    CPU.put("store", "store, looking ahead included");
    CPU.put("decode", "decode");
    CPU.put("apply", "apply");
    CPU.put("reply", "reply");
    CPU.put("gc", "garbage collector");
    CPU.put(ProfileResult.RECORDER, "recorder: the price of this profile");
    CPU.put("other", "other Java code");
    CPU.put("jvm", "the JVM itself, not sampled: park, wake, compile");
  }

  private final StringBuilder text = new StringBuilder();
  private final ProfileResult profile;
  private final int columns;

  private ProfileText(ProfileResult profile, int columns) {
    this.profile = profile;
    this.columns = columns;
  }

  static String of(ProfileResult profile, int columns) {
    return new ProfileText(profile, columns).text();
  }

  private String text() {
    var server = profile.server();
    line("==== Where the time went: %s ====", name(server));
    line(
        "%,d connections, window %.1f s, %,d operations, %,.0f ops/s under the recorder",
        profile.load().connections(),
        profile.seconds(),
        profile.operations(),
        profile.operationsPerSecond());
    time();
    storeCalls();
    waits();
    cpu();
    line("");
    line("GC pauses: %d, together %.1f ms", profile.gcPauses(), profile.gcMillis());
    return text.toString().stripTrailing();
  }

  private void time() {
    var time = profile.time();
    var table = shares("A connection's time, per operation");
    double all = time.connectionMicros();
    if (profile.samples() == 0) {
      share(table, "in the store, working and waiting", time.storeWaitMicros(), all);
    } else {
      share(table, "in the store, working", time.storeWorkMicros(), all);
      share(
          table, "in the store, waiting (lock, owner, or processor)", time.storeWaitMicros(), all);
    }
    if (time.applyMicros() > 0) {
      var handedOver = profile.server().variant().equals("batch");
      share(
          table,
          handedOver ? "handed to the owner, waiting for its reply" : "applying, beside the store",
          time.applyMicros(),
          all);
    }
    share(table, "elsewhere: network, decode, client, processor busy", time.elsewhereMicros(), all);
    print(table);
  }

  private static Table shares(String title) {
    return new Table().words(title).figure("µs", 0).figure("share", 0);
  }

  private static void share(Table table, String what, double micros, double of) {
    table.row("  " + what, Digits.of(micros), Digits.percent(of == 0 ? 0 : micros / of));
  }

  private void print(Table table) {
    text.append('\n').append(table.text(columns));
  }

  private void storeCalls() {
    var table =
        new Table()
            .words("Store calls, in µs")
            .figure("calls", 0)
            .figure("mean", 0)
            .figure("p50", 2)
            .figure("p99", 0)
            .figure("max", 1)
            .figure("total ms", 0);
    for (var calls : profile.storeCalls()) {
      table.row(
          "  " + calls.store() + "." + calls.operation(),
          Digits.whole(calls.calls()),
          Digits.of(calls.meanMicros()),
          Digits.of(calls.p50Micros()),
          Digits.of(calls.p99Micros()),
          Digits.of(calls.maxMicros()),
          Digits.millis(calls.meanMicros() * calls.calls()));
    }
    print(table);
    for (var calls : profile.storeCalls()) {
      if (calls.longCalls() == 0) continue;
      line(
          "  %s: %s of the calls took more than 10 × the median, and %s of the time",
          calls.operation(),
          Digits.percent((double) calls.longCalls() / calls.calls()),
          Digits.percent(calls.longShare()));
    }
  }

  private void waits() {
    if (profile.waits().isEmpty()) {
      line("");
      line(
          switch (profile.server().threads()) {
            case "virtual" ->
                "Waits: virtual threads leave no event of locks and parking in this JDK; the long"
                    + " store calls above are theirs. --threads platform names what is waited for.";
            case "loop" ->
                "Waits: a loop takes no lock. A request that another loop must answer waits for"
                    + " that loop's turn; no event tells of it.";
            default -> "Waits: no thread waited for a lock or for another.";
          });
      return;
    }
    var table =
        new Table()
            .words("Waits of the step's threads, in µs")
            .figure("count", 0)
            .figure("mean", 1)
            .figure("p99", 0)
            .figure("total ms", 0);
    for (var waits : profile.waits()) {
      var what = waits.what().isEmpty() ? "" : " for " + waits.what();
      table.row(
          "  " + waits.event() + " in " + waits.where() + what,
          Digits.whole(waits.count()),
          Digits.of(waits.meanMicros()),
          Digits.of(waits.p99Micros()),
          Digits.of(waits.totalMillis()));
    }
    print(table);
  }

  private void cpu() {
    var table = shares("The server's CPU time, per operation");
    double all = profile.cpu().values().stream().mapToDouble(Double::doubleValue).sum();
    CPU.forEach((name, said) -> share(table, said, profile.cpu().getOrDefault(name, 0.0), all));
    print(table);
    if (profile.samples() == 0) {
      line("  not sampled: this JDK samples CPU time on Linux only");
    } else {
      line(
          "  from %s samples, one in %.1f ms of CPU time; %s more were lost in the JVM",
          Digits.whole(profile.samples()),
          sampledMillis() / profile.samples(),
          Digits.whole(profile.lostSamples()));
    }
  }

  private double sampledMillis() {
    double perOperation = 0;
    for (var use : profile.cpu().entrySet()) {
      if (use.getKey().equals("gc") || use.getKey().equals("jvm")) continue;
      perOperation += use.getValue();
    }
    return perOperation * profile.operations() / 1e3;
  }

  private static String name(ServerInfo server) {
    return server.threads().isEmpty()
        ? server.name() + " " + server.variant()
        : server.name() + " " + server.variant() + ", threads " + server.threads();
  }

  private void line(String format, Object... arguments) {
    text.append(Digits.in(format, arguments).stripTrailing()).append('\n');
  }
}
