package toyredis.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;

/**
 * INFO: what the server says of itself, in Redis's sections and by Redis's names, as far as common
 * tools read them. Nothing is kept up to date for it: it is all read when somebody asks.
 */
final class Info {
  private static final double TICKS_PER_SECOND = 100; // of the kernel's clock, as /proc shows it

  private Info() {}

  static String text(
      Request request, Session session, ServerOptions options, Clients clients, long keys) {
    var sections = new ArrayList<String>();
    if (asksFor(request, "SERVER")) sections.add(server(options, session, clients));
    if (asksFor(request, "CLIENTS")) sections.add(clients(options, clients));
    if (asksFor(request, "MEMORY")) sections.add(memory(options.memory().limit()));
    if (asksFor(request, "STATS")) sections.add(stats(clients));
    if (asksFor(request, "CPU")) sections.add(cpu());
    if (asksFor(request, "KEYSPACE")) sections.add(keyspace(keys));
    return String.join("\n", sections).replace("\n", "\r\n");
  }

  private static boolean asksFor(Request request, String section) {
    for (var i = 1; i < request.count(); i++) {
      if (request.is(i, section)
          || request.is(i, "ALL")
          || request.is(i, "DEFAULT")
          || request.is(i, "EVERYTHING")) return true;
    }
    return request.count() == 1;
  }

  private static String server(ServerOptions options, Session session, Clients clients) {
    var uptime = clients.uptime();
    return format(
        """
        # Server
        redis_version:%s
        redis_mode:standalone
        server_name:toy-redis %s
        os:%s %s %s
        process_id:%d
        tcp_port:%d
        uptime_in_seconds:%d
        uptime_in_days:%d
        """,
        ServerOptions.REDIS_VERSION,
        options.step(),
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        System.getProperty("os.arch"),
        ProcessHandle.current().pid(),
        session.port(),
        uptime.toSeconds(),
        uptime.toDays());
  }

  private static String clients(ServerOptions options, Clients clients) {
    return format(
        """
        # Clients
        connected_clients:%d
        maxclients:%d
        blocked_clients:0
        """,
        clients.count(), options.maxClients());
  }

  /** The heap that is in use, garbage included; and what the process occupies. */
  private static String memory(long limit) {
    var used = MemoryLimit.used();
    var resident = residentBytes();
    return format(
        """
        # Memory
        used_memory:%d
        used_memory_human:%s
        used_memory_rss:%d
        used_memory_rss_human:%s
        maxmemory:%d
        maxmemory_human:%s
        maxmemory_policy:noeviction
        """,
        used, human(used), resident, human(resident), limit, human(limit));
  }

  private static String stats(Clients clients) {
    return format(
        """
        # Stats
        total_connections_received:%d
        total_commands_processed:%d
        instantaneous_ops_per_sec:%d
        """,
        clients.connections(), clients.requests(), clients.requestsPerSecond());
  }

  /** In seconds. Where there is no /proc, all of it counts as the user's. */
  private static String cpu() {
    double user;
    double system;
    try {
      var stat = Files.readString(Path.of("/proc/self/stat"));
      var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" "); // behind the name
      user = Long.parseLong(fields[11]) / TICKS_PER_SECOND;
      system = Long.parseLong(fields[12]) / TICKS_PER_SECOND;
    } catch (IOException e) {
      var total = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
      user = total.toNanos() / 1e9;
      system = 0;
    }
    return format(
        """
        # CPU
        used_cpu_sys:%.6f
        used_cpu_user:%.6f
        """,
        system, user);
  }

  private static String keyspace(long keys) {
    return "# Keyspace\n" + (keys == 0 ? "" : format("db0:keys=%d,expires=0,avg_ttl=0\n", keys));
  }

  private static long residentBytes() {
    try {
      for (var line : Files.readAllLines(Path.of("/proc/self/status"))) {
        if (line.startsWith("VmRSS:")) return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
      }
    } catch (IOException e) {
      // no Linux
    }
    return Runtime.getRuntime().totalMemory();
  }

  private static String human(long bytes) {
    if (bytes < 1024) return bytes + "B";
    var unit = (63 - Long.numberOfLeadingZeros(bytes)) / 10;
    return format("%.2f%c", bytes / Math.pow(1024, unit), "BKMGTPE".charAt(unit));
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
