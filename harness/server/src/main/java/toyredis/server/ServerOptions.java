package toyredis.server;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * What a server was asked to be on its command line; the same options for every step.
 *
 * @param step the step's name, {@code "step2-mutex"}
 * @param variant which of the step's variants
 * @param threads {@code "virtual"}, {@code "platform"}, or {@code "loop"} where connections have no
 *     threads
 * @param address where to listen; port 0 picks a free one
 * @param maxClients how many connections to serve at once
 * @param timeoutSeconds a connection that is silent for so long is closed; 0 means never
 * @param maxValue the longest argument to take, in bytes
 * @param memory how much of the heap may be in use before nothing more is stored
 * @param storeEvents whether Java Flight Recorder is told of each store call and of each batch
 * @param slowStoreMillis how long each look-up in the map takes beyond its time; 0 normally
 */
public record ServerOptions(
    String step,
    String variant,
    String threads,
    InetSocketAddress address,
    int maxClients,
    int timeoutSeconds,
    int maxValue,
    MemoryLimit memory,
    boolean storeEvents,
    int slowStoreMillis) {

  /** The version that clients are told: they choose by it what to ask for. */
  static final String REDIS_VERSION = "7.0.15";

  private static final int MAX_MAX_VALUE = 512 * 1024 * 1024;

  /** Begins a thread of the kind that was asked for. It does not keep the program alive. */
  public Thread.Builder thread() {
    return threads.equals("virtual") ? Thread.ofVirtual() : Thread.ofPlatform().daemon();
  }

  /** An empty map for the step's store, as slow as was asked for. */
  public HashMap<String, byte[]> newMap() {
    return slowStoreMillis == 0 ? new HashMap<>() : new SlowMap(slowStoreMillis);
  }

  /** The same, for many threads at once. */
  public ConcurrentHashMap<String, byte[]> newConcurrentMap() {
    return slowStoreMillis == 0
        ? new ConcurrentHashMap<>()
        : new SlowConcurrentMap(slowStoreMillis);
  }

  /**
   * Reads a command line. On {@code --help}, or a mistake, it says so and ends the program (0 or
   * 2).
   *
   * @param variants the step's variants, the default first
   * @param threads the kinds of threads it can run on, the default first
   */
  public static ServerOptions parse(
      String step, List<String> variants, List<String> threads, String[] args) {
    try {
      return tryParse(step, variants, threads, args);
    } catch (IllegalArgumentException e) {
      System.err.println(step + ": " + e.getMessage() + "; --help lists the options");
      System.exit(2);
      throw e;
    }
  }

  private static ServerOptions tryParse(
      String step, List<String> variants, List<String> threads, String[] args) {
    var variant = variants.getFirst();
    var thread = threads.getFirst();
    var port = 6379;
    var bind = "127.0.0.1";
    var maxClients = 10_000;
    var timeout = 0;
    var maxValue = MAX_MAX_VALUE;
    var maxMemory = MemoryLimit.byDefault();
    var storeEvents = "off";
    var slowStore = 0;
    for (var i = 0; i < args.length; i++) {
      var equals = args[i].indexOf('=');
      var option = equals < 0 ? args[i] : args[i].substring(0, equals);
      if (option.equals("--help") || option.equals("-h")) {
        System.out.print(help(step, variants, threads));
        System.exit(0);
      }
      if (!OPTIONS.contains(option)) {
        throw new IllegalArgumentException("unknown option " + option);
      }
      if (equals < 0 && i + 1 == args.length) {
        throw new IllegalArgumentException(option + " needs a value");
      }
      var value = equals < 0 ? args[++i] : args[i].substring(equals + 1);
      switch (option) {
        case "--port" -> port = (int) number(option, value, 0, 65_535);
        case "--bind" -> bind = value;
        case "--variant" -> variant = oneOf(option, value, variants);
        case "--threads" -> thread = oneOf(option, value, threads);
        case "--max-clients" -> maxClients = (int) number(option, value, 1, 1_000_000);
        case "--timeout" -> timeout = (int) number(option, value, 0, 1_000_000);
        case "--max-memory" -> maxMemory = number(option, value, 1, MemoryLimit.atMost());
        case "--store-events" -> storeEvents = oneOf(option, value, List.of("off", "on"));
        case "--slow-store" -> slowStore = millis(option, value);
        default -> maxValue = (int) number(option, value, 1, MAX_MAX_VALUE);
      }
    }
    return new ServerOptions(
        step,
        variant,
        thread,
        address(bind, port),
        maxClients,
        timeout,
        maxValue,
        new MemoryLimit(maxMemory),
        storeEvents.equals("on"),
        slowStore);
  }

  private static final List<String> OPTIONS =
      List.of(
          "--port",
          "--bind",
          "--variant",
          "--threads",
          "--max-clients",
          "--timeout",
          "--max-value",
          "--max-memory",
          "--store-events",
          "--slow-store");

  private static String help(String step, List<String> variants, List<String> threads) {
    return String.format(
        Locale.ROOT,
        """
        %s: a Redis look-alike for teaching. Talk to it with nc, redis-cli or any Redis client.
          --port N         where to listen (default 6379; 0 picks a free port)
          --bind ADDRESS   on which address (default 127.0.0.1)
          --variant NAME   %s (the first is the default)
          --threads KIND   %s (the first is the default)
          --max-clients N  how many connections at once (default 10000)
          --timeout S      close a connection silent for S seconds (default 0: never)
          --max-value N    the longest key or value in bytes (default 536870912)
          --max-memory N   refuse to store more when so many bytes of the heap are in use
                           (default: half of the heap; at most three quarters)
          --store-events   on: Java Flight Recorder is told of each store call (default off)
          --slow-store T   each look-up in the map takes so long, 5s or 200ms: a race by hand
        """,
        step,
        String.join(", ", variants),
        String.join(", ", threads));
  }

  private static long number(String option, String value, long least, long most) {
    try {
      var number = Long.parseLong(value);
      if (number >= least && number <= most) return number;
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException(
        option + " takes a whole number from " + least + " to " + most + ", not '" + value + "'");
  }

  /** From 1 ms to a minute. */
  private static int millis(String option, String value) {
    var parts = Pattern.compile("([0-9]{1,5})(ms|s)").matcher(value);
    if (parts.matches()) {
      var millis = Integer.parseInt(parts.group(1)) * (parts.group(2).equals("s") ? 1000 : 1);
      if (millis >= 1 && millis <= 60_000) return millis;
    }
    throw new IllegalArgumentException(
        option + " takes a time from 1ms to 60s, such as 5s or 200ms, not '" + value + "'");
  }

  private static String oneOf(String option, String value, List<String> choices) {
    if (choices.contains(value)) return value;
    throw new IllegalArgumentException(
        option + " takes " + String.join(" or ", choices) + ", not '" + value + "'");
  }

  private static InetSocketAddress address(String bind, int port) {
    // A socket of IPv6, which is the JVM's choice, would take all IPv6 addresses for 0.0.0.0 too.
    if (bind.equals("0.0.0.0")) System.setProperty("java.net.preferIPv4Stack", "true");
    try {
      return new InetSocketAddress(InetAddress.getByName(bind), port);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("--bind: no such address '" + bind + "'");
    }
  }

  /** The one line that a server prints when it is ready to be connected to. */
  public String readyLine(int port) {
    var host = address.getAddress().getHostAddress();
    return step
        + " ready on "
        + (host.contains(":") ? "[" + host + "]" : host)
        + ":"
        + port
        + " (variant "
        + variant
        + ", threads "
        + threads
        + ")";
  }

  /** What to tell the user when listening failed, and what to do about it. */
  public String cannotListen(IOException why) {
    return step
        + ": cannot listen on "
        + address.getAddress().getHostAddress()
        + ":"
        + address.getPort()
        + ": "
        + why.getMessage()
        + (why instanceof BindException ? " (--port chooses another port, 0 a free one)" : "");
  }

  /** What CONFIG GET tells, by Redis's names. */
  Map<String, String> asRedisConfig() {
    var settings = new TreeMap<String, String>();
    settings.put("appendonly", "no");
    settings.put("bind", address.getAddress().getHostAddress());
    settings.put("databases", "1");
    settings.put("maxclients", String.valueOf(maxClients));
    settings.put("maxmemory", String.valueOf(memory.limit()));
    settings.put("port", String.valueOf(address.getPort()));
    settings.put("proto-max-bulk-len", String.valueOf(maxValue));
    settings.put("save", "");
    settings.put("timeout", String.valueOf(timeoutSeconds));
    return settings;
  }
}
