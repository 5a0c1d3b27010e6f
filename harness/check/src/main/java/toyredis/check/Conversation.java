package toyredis.check;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What clients say to the reader's server, and what redis-server answers to the same. Where a
 * redis-server runs, its replies are what is right; elsewhere those that were recorded of one (7.0)
 * and stand in the script:
 *
 * <pre>
 * &gt; SET k "a\x00b"          a request, as clients send it
 * &lt; +OK                      a line of the recorded reply
 * i GET k                    a request as it is typed into nc
 * &gt; GET k                    … requests without a reply between them are sent in one go …
 * &lt; $3                       … and this are the replies to both
 * &lt; a\x00b
 * &lt; $3
 * &lt; a\x00b
 * 2&gt; HELLO 3                 of a second client
 * ~                          the replies to these requests are read, and not compared
 * </pre>
 */
public final class Conversation {

  /** Requests that are sent together, and the reply lines that were recorded. */
  private record Turn(String client, List<String> requests, List<String> recorded) {
    boolean isCompared() {
      return !recorded.contains("~");
    }
  }

  private final List<Turn> turns = new ArrayList<>();

  private Conversation(String script) {
    for (var line : script.lines().filter(line -> !line.isBlank()).toList()) {
      if (line.startsWith("~") || line.startsWith("< ")) {
        turns.getLast().recorded.add(line.startsWith("~") ? line : line.substring(2));
        continue;
      }
      var client = line.matches("\\d.*") ? line.substring(0, 1) : "1";
      var goesOn =
          !turns.isEmpty()
              && turns.getLast().recorded.isEmpty()
              && turns.getLast().client.equals(client);
      if (!goesOn) turns.add(new Turn(client, new ArrayList<>(), new ArrayList<>()));
      turns.getLast().requests.add(line.replaceFirst("^\\d", ""));
    }
  }

  /**
   * Plays it, with all keys deleted before.
   *
   * @throws AssertionError at the first reply that differs, with a caret below the first wrong byte
   */
  public static void play(String script) {
    new Conversation(script).play();
  }

  private void play() {
    var servers = new TreeMap<String, Wire>();
    var redis = new TreeMap<String, Wire>();
    try {
      open(servers, "1", Wire.toServer()).ask("FLUSHALL");
      var real = Wire.toRedis();
      if (real != null) open(redis, "1", real).ask("FLUSHALL");
      var before = new ArrayList<String>();
      for (var turn : turns) {
        if (!servers.containsKey(turn.client)) {
          open(servers, turn.client, Wire.toServer());
          if (real != null) open(redis, turn.client, Wire.toRedis());
        }
        var expected = real == null ? recorded(turn) : exchange(redis.get(turn.client), turn);
        compare(turn, expected, exchange(servers.get(turn.client), turn), real != null, before);
        turn.requests.forEach(request -> before.add(request.substring(2)));
      }
    } finally {
      servers.values().forEach(Wire::close);
      redis.values().forEach(Wire::close);
    }
  }

  private static Wire open(Map<String, Wire> wires, String client, Wire wire) {
    wires.put(client, wire);
    return wire;
  }

  private static List<byte[]> exchange(Wire wire, Turn turn) {
    var bytes = new ByteArrayOutputStream();
    for (var request : turn.requests) {
      var words = request.substring(2);
      bytes.writeBytes(request.startsWith("i") ? Bytes.of(words + "\r\n") : Words.request(words));
    }
    wire.send(bytes.toByteArray());
    return turn.requests.stream().map(request -> wire.reply(request.substring(2))).toList();
  }

  private static void compare(
      Turn turn, List<byte[]> expected, List<byte[]> actual, boolean live, List<String> before) {
    if (!turn.isCompared()) return;
    for (int i = 0; i < actual.size(); i++) {
      if (Arrays.equals(expected.get(i), actual.get(i))) continue;
      var said = new ArrayList<>(before);
      turn.requests.subList(0, i).forEach(request -> said.add(request.substring(2)));
      var last = said.subList(Math.max(0, said.size() - 3), said.size());
      Bytes.same(
          expected.get(i),
          actual.get(i),
          "%sThe reply to %s%s"
              .formatted(
                  last.isEmpty() ? "" : "After " + String.join(", then ", last) + ":\n",
                  turn.requests.get(i).substring(2),
                  live ? ", compared with redis-server's," : ""));
    }
  }

  /** The recorded lines as replies: split where a reply ends, by the number of lines it has. */
  private static List<byte[]> recorded(Turn turn) {
    var replies = new ArrayList<byte[]>();
    if (!turn.isCompared()) return replies;
    var lines = new ArrayList<>(turn.recorded);
    while (!lines.isEmpty()) {
      var reply = new ByteArrayOutputStream();
      take(lines, reply);
      replies.add(reply.toByteArray());
    }
    if (replies.size() != turn.requests.size()) {
      throw new AssertionError("no recorded replies for " + turn.requests);
    }
    return replies;
  }

  private static void take(List<String> lines, ByteArrayOutputStream reply) {
    var line = lines.removeFirst();
    reply.writeBytes(Words.unescaped(line));
    reply.writeBytes(Bytes.of("\r\n"));
    if (line.startsWith("$") && !line.startsWith("$-")) {
      reply.writeBytes(Words.unescaped(lines.removeFirst()));
      reply.writeBytes(Bytes.of("\r\n"));
    } else if (line.startsWith("*")) {
      for (int i = 0; i < Integer.parseInt(line.substring(1)); i++) take(lines, reply);
    }
  }

  /**
   * Whether a redis-server answers what was recorded.
   *
   * @param redis connects to it
   * @throws AssertionError at the first reply that differs
   */
  static void verify(String script, Supplier<Wire> redis) {
    var wires = new TreeMap<String, Wire>();
    try {
      open(wires, "1", redis.get()).ask("FLUSHALL");
      for (var turn : new Conversation(script).turns) {
        if (!wires.containsKey(turn.client)) open(wires, turn.client, redis.get());
        verify(turn, exchange(wires.get(turn.client), turn));
      }
    } finally {
      wires.values().forEach(Wire::close);
    }
  }

  private static void verify(Turn turn, List<byte[]> real) {
    if (!turn.isCompared()) return;
    var replies = recorded(turn);
    for (int i = 0; i < real.size(); i++) {
      Bytes.same(
          real.get(i),
          replies.get(i),
          "What was recorded of redis-server as its reply to " + turn.requests.get(i).substring(2));
    }
  }
}
