package toyredis.server;

import static toyredis.server.TestClient.resp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** What the differential tests say to a real redis-server and to ours. */
final class RedisConversations {
  private static final List<String> KEYS = List.of("a", "b", "num", "{x}", "");

  private static final List<String> VALUES =
      List.of(
          "",
          "0",
          "1",
          "-1",
          "text",
          "007",
          "+1",
          " 1",
          "1.5",
          "9223372036854775807",
          "-9223372036854775808",
          "9223372036854775808",
          "\u0000\u00ff\r\n",
          "NX",
          "x".repeat(200));

  private static final List<String> NUMBERS =
      List.of("1", "-1", "0", "10", "9223372036854775807", "-9223372036854775808", "x", "", "01");

  private static final List<String> PATTERNS =
      List.of("*", "?", "a*", "[a-c]", "[^a]", "\\a", "", "n?m", "[", "[a", "*u*", "\\", "[]a]");

  private static final List<String> COMMANDS =
      List.of(
          "PING",
          "ECHO",
          "GET",
          "SET",
          "DEL",
          "EXISTS",
          "TYPE",
          "TTL",
          "PTTL",
          "STRLEN",
          "INCR",
          "DECR",
          "INCRBY",
          "DECRBY",
          "KEYS",
          "DBSIZE",
          "FLUSHALL",
          "FLUSHDB",
          "HELLO",
          "SELECT",
          "CLIENT",
          "COMMAND",
          "CONFIG",
          "NOSUCH",
          "",
          "getx");

  private RedisConversations() {}

  /** Every command with 0 to 4 arguments of each kind, each request by itself. */
  static List<String> everyCommandWithEveryKindOfArgument() {
    var requests = new ArrayList<String>();
    for (var command : COMMANDS) {
      if (!List.of("COMMAND", "HELLO").contains(command)) requests.add(resp(command));
      for (var value : VALUES) {
        if (command.equals("SELECT") && value.equals("1")) continue; // there is only database 0
        requests.add(resp(command, value));
        requests.add(resp(command.toLowerCase(Locale.ROOT), "a", value));
        requests.add(resp(command, value, "a"));
        requests.add(resp(command, "a", "b", value));
        requests.add(resp(command, "a", "b", value, "GET"));
      }
    }
    for (var options :
        List.of(
            "NX", "XX", "GET", "nx get", "GET XX", "NX XX", "XX NX", "NX NX", "get GET", "no")) {
      for (var key : List.of("a", "absent")) {
        requests.add(resp(("SET " + key + " v " + options).split(" ")));
        requests.add(resp("GET", key));
        requests.add(resp("DEL", "absent"));
      }
    }
    for (var number : NUMBERS) {
      for (var value : VALUES) {
        requests.add(resp("SET", "num", value));
        requests.add(resp("INCRBY", "num", number));
        requests.add(resp("DECRBY", "num", number));
        requests.add(resp("GET", "num"));
      }
    }
    for (var line :
        List.of(
            "CLIENT GETNAME",
            "CLIENT SETNAME me",
            "client getname",
            "CLIENT SETNAME",
            "CLIENT id x",
            "CLIENT nosuch",
            "CLIENT SETNAME \"a b\"",
            "CLIENT SETNAME \"\"",
            "CLIENT GETNAME x",
            "CLIENT LIST x",
            "CLIENT LIST a b",
            "CLIENT HELP x",
            "CONFIG GET nosuch",
            "CONFIG GET",
            "CONFIG GET MaxClients",
            "CONFIG GET MAXCLIENTS maxclients",
            "CONFIG GET maxclients MAXCLIENT*",
            "CONFIG GET MAXCLIEN[T]S",
            "CONFIG GET max\\\\clients",
            "CONFIG nosuch",
            "CONFIG help x",
            "COMMAND nosuch",
            "COMMAND COUNT x",
            "COMMAND INFO nosuch none",
            "COMMAND DOCS nosuch",
            "COMMAND HELP x",
            "INFO nosuch",
            "TYPE absent",
            "TTL absent",
            "PTTL absent",
            "STRLEN absent",
            "SCAN x",
            "SCAN -",
            "SCAN 1x",
            "SCAN \" 1\"",
            "SCAN 18446744073709551616",
            "SCAN 0 COUNT",
            "SCAN 0 COUNT 0",
            "SCAN 0 COUNT x",
            "SCAN 0 COUNT 9223372036854775808",
            "SCAN 0 MATCH",
            "SCAN 0 MATCH a COUNT",
            "SCAN 0 nosuch a",
            "SCAN 0 TYPE",
            "FLUSHALL",
            "SCAN 0",
            "SCAN -1",
            "SCAN +1",
            "SCAN \"\"",
            "SCAN 18446744073709551615 MATCH a MATCH b COUNT 5 TYPE string",
            "SET a b",
            "SCAN 0 TYPE hash",
            "SCAN 0 COUNT 5 MATCH b",
            "TTL a b",
            "HELLO 4",
            "HELLO 1",
            "HELLO x",
            "HELLO 2 SETNAME",
            "HELLO 2 x y",
            "SELECT 99",
            "SELECT -1",
            "SELECT x",
            "SELECT 99999999999",
            "FLUSHALL nosuch",
            "FLUSHALL SYNC x",
            "FLUSHDB async",
            "PING a b",
            "nosuch 'a' \"b\" c",
            "nosuch " + "y".repeat(150) + " z",
            "z".repeat(150) + " x",
            "\"quo\\\"ted\\x41\\n\\t\\a\\b\\r\\q\" 'si\\'ngle\\n'")) {
      requests.add(line + "\r\n");
    }
    return requests;
  }

  /** The same in RESP3, and what the clients ask for at their start: maps, sets and nulls. */
  static List<String> everyCommandInResp3() {
    var requests = new ArrayList<String>();
    requests.add("HELLO 3\r\n");
    requests.addAll(everyCommandWithEveryKindOfArgument());
    for (var line :
        List.of(
            "SET k v",
            "SET k w GET",
            "SET k x NX",
            "SET k x NX GET",
            "SET absent x XX",
            "SET absent x XX GET",
            "GET absent",
            "CLIENT SETNAME \"\"",
            "CLIENT GETNAME",
            "CLIENT SETNAME me",
            "CLIENT GETNAME",
            "CONFIG GET save",
            "CONFIG GET appendonly",
            "CONFIG GET maxclients",
            "CONFIG GET proto-max-bulk-len",
            "CONFIG GET nosuch",
            "COMMAND DOCS nosuch",
            "COMMAND INFO nosuch",
            "INFO nosuch",
            "HELLO",
            "HELLO 3 SETNAME you",
            "CLIENT GETNAME",
            "HELLO 2",
            "CONFIG GET save",
            "GET absent")) {
      requests.add(line + "\r\n");
    }
    return requests;
  }

  /**
   * Pipelines that are sent to their end, after which nothing more comes: what of them is answered,
   * is answered before the connection is closed.
   */
  static List<String> pipelinesToTheirEnd() {
    var errorsInTheMiddle =
        resp("SET", "a", "x")
            + resp("INCR", "a")
            + resp("NOSUCH")
            + resp("GET", "a")
            + resp("GET")
            + "INCRBY a b\r\n"
            + resp("SET", "a", "1", "NOSUCH")
            + "HELLO 9\r\n"
            + resp("SET", "a", "1")
            + resp("INCR", "a");
    var pipelines = new ArrayList<String>();
    pipelines.add(errorsInTheMiddle);
    pipelines.add(errorsInTheMiddle + "*1\r\n$-3\r\n" + resp("INCR", "a")); // not answered
    pipelines.add(errorsInTheMiddle + "QUIT\r\n" + resp("INCR", "a")); // nor here
    pipelines.add(errorsInTheMiddle + "*2\r\n$3\r\nGET\r\n$1\r\n"); // in mid-request
    for (var bytes :
        List.of(
            "*0\r\n",
            "*-1\r\n",
            "*-5\r\n",
            "*-9223372036854775808\r\n",
            "*-9223372036854775809\r\n",
            "*1048576\r\n",
            "*2147483648\r\n",
            "*9223372036854775807\r\n",
            "*00\r\n",
            "*-0\r\n",
            "*1 \r\n$4\r\nPING\r\n",
            "*1\r\n$4 \r\nPING\r\n",
            "*1\n$4\nPING\n",
            "*1\r\n$4\r\nPINGxx",
            "*1\rx$4\r\nPING\r\n",
            "*1\r\n$0\r\n\r\n",
            "PING\r\r\n",
            " \r\n\t\r\n",
            "$4\r\nPING\r\n",
            "*1\r\n*1\r\n$4\r\nPING\r\n",
            "PING \"\\x\"\r\n",
            "PING \"a\\\"\r\n",
            "PING a\"b\" c\r\n",
            "PING \u000bx\r\n",
            "PING\u000bx\r\n")) {
      pipelines.add("PING\r\n" + bytes + "PING\r\n");
    }
    // the longest line, and one byte more: as a whole, without an end, and as a length
    for (var length : List.of(65_535, 65_536, 65_537)) {
      pipelines.add("PING " + "x".repeat(length - 5) + "\r\nPING\r\n");
      pipelines.add("PING " + "x".repeat(length - 5));
      pipelines.add("*" + "1".repeat(length - 1));
      pipelines.add("*1\r\n$" + "1".repeat(length - 1));
      pipelines.add("*" + "1".repeat(length - 1) + "\r\n");
    }
    return pipelines;
  }

  /** Commands that mostly succeed, on few keys, as the seed has it. */
  static List<String> random(long seed, int count) {
    var random = new Random(seed);
    var requests = new ArrayList<String>();
    for (var i = 0; i < count; i++) {
      var key = KEYS.get(random.nextInt(KEYS.size()));
      var value = VALUES.get(random.nextInt(VALUES.size()));
      var number = NUMBERS.get(random.nextInt(NUMBERS.size()));
      requests.add(
          switch (random.nextInt(17)) {
            case 0, 1 -> resp("GET", key);
            case 2, 3 -> resp("SET", key, value);
            case 4 -> resp("SET", key, value, random.nextBoolean() ? "NX" : "XX");
            case 5 -> resp("SET", key, value, "GET", random.nextBoolean() ? "NX" : "XX");
            case 6 -> resp("DEL", key, KEYS.get(random.nextInt(KEYS.size())));
            case 7 -> resp("EXISTS", key, key, KEYS.get(random.nextInt(KEYS.size())));
            case 8 -> resp("INCR", key);
            case 9 -> resp("DECR", key);
            case 10 -> resp("INCRBY", key, number);
            case 11 -> resp("DECRBY", key, number);
            case 12 -> resp("KEYS", PATTERNS.get(random.nextInt(PATTERNS.size())));
            case 13 -> resp("DBSIZE");
            case 14 -> resp(List.of("TYPE", "TTL", "PTTL", "STRLEN").get(random.nextInt(4)), key);
            case 15 -> random.nextInt(10) == 0 ? resp("FLUSHALL") : resp("SET", key, "1");
            default ->
                random.nextInt(10) == 0
                    ? "HELLO " + (2 + random.nextInt(2)) + "\r\n"
                    : resp("PING");
          });
    }
    return requests;
  }

  /** Keys over a small alphabet against patterns over the same: what KEYS is asked by the seed. */
  static List<String> randomPatterns(long seed, int count) {
    var random = new Random(seed);
    var requests = new ArrayList<String>();
    for (var key : List.of("", "a", "b", "ab", "ba", "a-b", "]", "[a]", "\\", "^", "aab", "-")) {
      requests.add(resp("SET", key, "v"));
    }
    for (var i = 0; i < count; i++) {
      var pattern = new StringBuilder();
      for (var length = random.nextInt(8); length > 0; length--) {
        pattern.append("ab*?[]^-\\".charAt(random.nextInt(9)));
      }
      requests.add(resp("KEYS", pattern.toString()));
    }
    return requests;
  }

  /** Bytes that are no request, each to end a connection of its own. */
  static List<String> protocolErrors() {
    var errors = new ArrayList<String>();
    for (var bytes :
        List.of(
            "*1\r\n!3\r\n",
            "*1\r\n\r\r\n",
            "*1\r\n\nPING\r\n",
            "*x\r\n",
            "*\r\n",
            "*1\r\n$-1\r\n",
            "*1\r\n$\r\n",
            "*1\r\n$x\r\n",
            "*1\r\n$536870913\r\n",
            "*-x\r\n",
            "*+1\r\n",
            "* 1\r\n",
            "*99999999999\r\n",
            "SET \"a\r\n",
            "SET 'a\r\n",
            "SET \"a\"b\r\n",
            "SET 'a'b\r\n",
            "*1\r\n$4\r\nPING\r\n*1\r\n:1\r\n")) {
      errors.add("PING\r\n" + bytes);
    }
    return errors;
  }

  /** A conversation with everything in it, to be cut in two at every byte. */
  static final String CONVERSATION =
      resp("SET", "k", "a\r\n$3\r\nb")
          + "GET k\r\n"
          + "\r\n*0\r\n*-1\r\n"
          + "set 'it\\'s' \"\\x41\\n\\\"\" nx\n"
          + resp("INCR", "n")
          + resp("EXISTS", "k", "", "it's")
          + resp("get", "it's")
          + "INCRBY n 41\n"
          + resp("KEYS", "[m-z]")
          + resp("NOSUCH", "x")
          + "HELLO 3\r\nGET nothing\r\nHELLO 2\r\n"
          + resp("DEL", "k", "n", "it's")
          + "QUIT\r\n";
}
