package toyredis.load;

import java.util.LinkedHashMap;
import java.util.Locale;

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
    CPU.put("recorder", "recorder: the price of this profile");
    CPU.put("other", "other Java code");
    CPU.put("jvm", "the JVM itself, not sampled: park, wake, compile");
  }

  private final StringBuilder text = new StringBuilder();
  private final ProfileResult profile;

  private ProfileText(ProfileResult profile) {
    this.profile = profile;
  }

  static String of(ProfileResult profile) {
    return new ProfileText(profile).text();
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
    line("");
    line("%-54s %10s %8s", "A connection's time, per operation", "µs", "share");
    if (profile.samples() == 0) {
      share("in the store, working and waiting", time.storeWaitMicros());
    } else {
      share("in the store, working", time.storeWorkMicros());
      share("in the store, waiting (lock, owner, or processor)", time.storeWaitMicros());
    }
    if (time.applyMicros() > 0) {
      var handedOver = profile.server().variant().equals("batch");
      share(
          handedOver ? "handed to the owner, waiting for its reply" : "applying, beside the store",
          time.applyMicros());
    }
    share("elsewhere: network, decode, client, processor busy", time.elsewhereMicros());
  }

  private void share(String what, double micros) {
    var of = profile.time().connectionMicros();
    line("  %-52s %10.2f %8s", what, micros, percent(of == 0 ? 0 : micros / of));
  }

  private void storeCalls() {
    line("");
    var format = "%-30s %11s %9s %9s %9s %10s %10s";
    line(format, "Store calls, in µs", "calls", "mean", "p50", "p99", "max", "total ms");
    for (var calls : profile.storeCalls()) {
      line(
          format,
          "  " + calls.store() + "." + calls.operation(),
          whole(calls.calls()),
          micros(calls.meanMicros()),
          micros(calls.p50Micros()),
          micros(calls.p99Micros()),
          micros(calls.maxMicros()),
          millis(calls.meanMicros() * calls.calls() / 1e3));
    }
    for (var calls : profile.storeCalls()) {
      if (calls.longCalls() == 0) continue;
      line(
          "  %s: %s of the calls took more than 10 × the median, and %s of the time",
          calls.operation(),
          percent((double) calls.longCalls() / calls.calls()),
          percent(calls.longShare()));
    }
  }

  private void waits() {
    line("");
    if (profile.waits().isEmpty()) {
      line(
          switch (profile.server().threads()) {
            case "virtual" ->
                "Waits: virtual threads leave no event of locks and parking in this JDK; the long\n"
                    + "store calls above are theirs. --threads platform names what is waited for.";
            case "loop" ->
                "Waits: a loop takes no lock. A request that another loop must answer waits for\n"
                    + "that loop's turn; no event tells of it.";
            default -> "Waits: no thread waited for a lock or for another.";
          });
      return;
    }
    var format = "%-52s %9s %9s %9s %10s";
    line(format, "Waits of the step's threads, in µs", "count", "mean", "p99", "total ms");
    for (var waits : profile.waits()) {
      var what = waits.what().isEmpty() ? "" : " for " + waits.what();
      line(
          format,
          "  " + waits.event() + " in " + waits.where() + what,
          whole(waits.count()),
          micros(waits.meanMicros()),
          micros(waits.p99Micros()),
          millis(waits.totalMillis()));
    }
  }

  private void cpu() {
    line("");
    line("%-54s %10s %8s", "The server's CPU time, per operation", "µs", "share");
    double all = profile.cpu().values().stream().mapToDouble(Double::doubleValue).sum();
    CPU.forEach(
        (name, said) -> {
          double micros = profile.cpu().getOrDefault(name, 0.0);
          line("  %-52s %10.2f %8s", said, micros, percent(all == 0 ? 0 : micros / all));
        });
    if (profile.samples() == 0) {
      line("  not sampled: this JDK samples CPU time on Linux only");
    } else {
      line(
          "  from %s samples, one in %.1f ms of CPU time; %s more were lost in the JVM",
          whole(profile.samples()),
          sampledMillis() / profile.samples(),
          whole(profile.lostSamples()));
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
    text.append(String.format(Locale.ROOT, format, arguments).stripTrailing()).append('\n');
  }

  private static String micros(double micros) {
    return String.format(Locale.ROOT, micros < 100 ? "%.2f" : "%,.0f", micros);
  }

  private static String millis(double millis) {
    return String.format(Locale.ROOT, "%,.1f", millis);
  }

  private static String whole(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
