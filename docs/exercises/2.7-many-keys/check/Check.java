import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import toyredis.check.Conversation;
import toyredis.check.Crowd;
import toyredis.check.Direct;
import toyredis.check.Duel;
import toyredis.check.Fragile;
import toyredis.check.Helper;
import toyredis.check.Wire;

class Check {
  private static final int ORDERS = 300; // a command has many steps, and few of them are in the map

  @Test
  @Order(1)
  void oneClientIsAnsweredAsRedisWouldAnswer() {
    Conversation.play(
        """
        > MSET a 1 b 2
        < +OK
        > MGET a missing b a
        < *4
        < $1
        < 1
        < $-1
        < $1
        < 2
        < $1
        < 1
        > MSETNX c 3 a 9
        < :0
        > MGET a c
        < *2
        < $1
        < 1
        < $-1
        > MSETNX c 3 d 4 c 5
        < :1
        > MGET c d
        < *2
        < $1
        < 5
        < $1
        < 4
        > MSET a x a y
        < +OK
        > GET a
        < $1
        < y
        > MSET
        < -ERR wrong number of arguments for 'mset' command
        > MSET a
        < -ERR wrong number of arguments for 'mset' command
        > MSET a 7 b
        < -ERR wrong number of arguments for 'mset' command
        > MSETNX a 1 b
        < -ERR wrong number of arguments for 'msetnx' command
        > MSETNX
        < -ERR wrong number of arguments for 'msetnx' command
        > MGET
        < -ERR wrong number of arguments for 'mget' command
        > GET a
        < $1
        < y
        > mset "" "" "\\x00 k" "\\r\\n\\xff"
        < +OK
        > mGeT "" "\\x00 k"
        < *2
        < $0
        <\s
        < $3
        < \\r\\n\\xff
        > MSET n 1
        > INCR n
        > MGET n
        > MSETNX n 5
        > DEL n
        > MSETNX n 5 m 6
        > INCRBY m 4
        < +OK
        < :2
        < *1
        < $1
        < 2
        < :0
        < :1
        < :1
        < :10
        i MGET n m
        < *2
        < $1
        < 5
        < $2
        < 10
        2> HELLO 3
        ~
        2> MGET missing n
        < *2
        < _
        < $1
        < 5
        > DBSIZE
        < :8
        """);
  }

  @Test
  @Order(2)
  void whatGoesWrongLeavesNoLockLocked() {
    var store = new ManyKeys(new HashMap<>());
    var clients = Direct.on(store, store);
    clients.ask("MSET a x");
    clients.ask("INCR a");
    clients.ask("MSET a");
    clients.ask("MGET");
    clients.ask("MSETNX a 1 b 1");
    Helper.start("another client", () -> clients.ask("MSET a 1 b 2")).ends();
  }

  private static Direct world() {
    var store = new ManyKeys(Fragile.map());
    var clients = Direct.on(store, store);
    clients.ask("SET a 1");
    clients.ask("SET b 1");
    return clients;
  }

  private static void duel(String one, String other, String wrong) {
    between(one, other, wrong).atMost(ORDERS).explore();
  }

  /** One of the two is short: it comes before, after, or in the midst. */
  private static void comesIn(String one, String other, String wrong) {
    between(one, other, wrong).oneStop().explore();
  }

  private static Duel<Direct> between(String one, String other, String wrong) {
    return Duel.in(Check::world)
        .actor(one, clients -> clients.ask(one))
        .actor(other, clients -> clients.ask(other))
        .end(clients -> clients.ask("GET a") + clients.ask("GET b") + clients.ask("GET c"))
        .explain(wrong);
  }

  @Test
  @Order(3)
  void twoMsetsAtTheSameTimeAreNotMixed() {
    duel("MSET a 2 b 2 c 2", "MSET c 3 b 3 a 3", "Some keys are one client's, some the other's:");
  }

  @Test
  @Order(4)
  void anMgetSeesAllOfAnMsetOrNothing() {
    duel("MSET a 2 b 2 c 2", "MGET a b c", "MGET saw one half of an MSET:");
  }

  @Test
  @Order(5)
  void ofTwoMsetnxOnlyOneWrites() {
    duel("MSETNX c 2 d 2", "MSETNX d 3 c 3", "Both found the keys absent, or wrote a half each:");
  }

  @Test
  @Order(6)
  void whatTheStoreCouldDoBeforeTakesPartToo() {
    comesIn("MSET a 5 b 5", "GET a", "A GET came at the same time as an MSET:");
    comesIn("MSETNX p 5 a 5", "GET p", "A GET came at the same time as an MSETNX:");
    comesIn("MSET a 5 b 5", "INCR a", "An INCR came at the same time as an MSET:");
    comesIn("MSETNX c 5 d 5", "SET c 9", "A SET came at the same time as an MSETNX:");
    comesIn("MGET a b c", "SET c 9", "A SET came at the same time as an MGET:");
    comesIn("MGET a b", "DEL a", "A DEL came at the same time as an MGET:");
    comesIn("MSET a 5 d 5", "KEYS *", "A KEYS came at the same time as an MSET:");
    comesIn("MSET c 5 d 5", "DBSIZE", "A DBSIZE came at the same time as an MSET:");
    comesIn("MSET a 5 b 5", "FLUSHALL", "A FLUSHALL came at the same time as an MSET:");
  }

  @Test
  @Order(7)
  void overTheNetworkManyClientsSeeOneValueUnderAllKeys() {
    var keys = "k1 k2 k3 k4 k5 k6 k7 k8";
    try (var first = Wire.toServer()) {
      first.ask("FLUSHALL");
      first.ask("MSET " + keys.replaceAll("(k\\d)", "$1 0"));
    }
    var wires = new Wire[4];
    for (int i = 0; i < wires.length; i++) wires[i] = Wire.toServer();
    try {
      Crowd.of(
          wires.length,
          200,
          (member, time) -> {
            if (member < 2) {
              var value = "v" + member + "-" + time;
              wires[member].ask("MSET " + keys.replaceAll("(k\\d)", "$1 " + value));
            } else {
              var values = wires[member].answer("MGET " + keys).split("\\\\r\\\\n");
              for (int i = 4; i < values.length; i += 2) {
                assertEquals(values[2], values[i], "MGET saw two MSETs at once: one value");
              }
            }
          });
    } finally {
      for (var wire : wires) wire.close();
    }
  }
}
