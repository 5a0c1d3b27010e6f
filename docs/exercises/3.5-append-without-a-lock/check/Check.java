import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import toyredis.check.Bytes;
import toyredis.check.Conversation;
import toyredis.check.Crowd;
import toyredis.check.Direct;
import toyredis.check.Duel;
import toyredis.check.Wire;
import toyredis.step3.ConcurrentMapStore;

class Check {

  @Test
  @Order(1)
  void oneClientIsAnsweredAsRedisWouldAnswer() {
    Conversation.play(
        """
        > APPEND k abc
        < :3
        > APPEND k "\\r\\n\\x00\\xff"
        < :7
        > GET k
        < $7
        < abc\\r\\n\\x00\\xff
        > APPEND k ""
        < :7
        > APPEND empty ""
        < :0
        > EXISTS empty
        < :1
        > SETNX k other
        < :0
        > SETNX empty other
        < :0
        > SETNX new 5
        < :1
        > SETNX new 5
        < :0
        > append new 6
        < :2
        > INCR new
        < :57
        > GETSET new x
        < $2
        < 57
        > GETSET fresh y
        < $-1
        > GETSET empty z
        < $0
        <\s
        > GET fresh
        < $1
        < y
        > APPEND k
        < -ERR wrong number of arguments for 'append' command
        > APPEND k a b
        < -ERR wrong number of arguments for 'append' command
        > SETNX k
        < -ERR wrong number of arguments for 'setnx' command
        > GETSET k
        < -ERR wrong number of arguments for 'getset' command
        > GETSET k a b
        < -ERR wrong number of arguments for 'getset' command
        > DEL k
        > SETNX k 1
        > APPEND k 2
        > getset k 3
        > GET k
        < :1
        < :1
        < :2
        < $2
        < 12
        < $1
        < 3
        i APPEND k 4
        < :2
        2> HELLO 3
        ~
        2> GETSET missing v
        < _
        > DBSIZE
        < :5
        """);
  }

  private record World(ConcurrentHashMap<String, byte[]> map, Direct clients) {
    static World make() {
      var map = new ConcurrentHashMap<String, byte[]>();
      map.put("k", Bytes.of("1"));
      return new World(map, Direct.on(new ConcurrentMapStore(map), new Appending(map)));
    }
  }

  private static void duel(String one, String other, String key) {
    Duel.in(World::make)
        .actor(one, world -> world.clients.ask(one))
        .actor(other, world -> world.clients.ask(other))
        .end(world -> world.clients.ask("GET " + key))
        .explain("Two clients came at the same time, and an answer or the value is wrong:")
        .explore();
  }

  @Test
  @Order(2)
  void twoClientsOfTheNewCommandsGetAnswersOfOneOrder() {
    duel("APPEND k a", "APPEND k b", "k");
    duel("APPEND new a", "APPEND new b", "new");
    duel("SETNX new a", "SETNX new b", "new");
    duel("GETSET k a", "GETSET k b", "k");
    duel("GETSET new a", "GETSET new b", "new");
    duel("APPEND k a", "GETSET k b", "k");
    duel("SETNX new a", "APPEND new b", "new");
  }

  @Test
  @Order(3)
  void theCommandsThatWereThereTakePartToo() {
    duel("APPEND k 2", "SET k 7", "k");
    duel("APPEND k 2", "INCR k", "k");
    duel("APPEND k 2", "DEL k", "k");
    duel("SETNX new a", "SET new b", "new");
    duel("APPEND new \"\"", "SET new b", "new");
    duel("GETSET new a", "SET new b", "new");
    duel("GETSET k a", "INCR k", "k");
    duel("GETSET k a", "DEL k", "k");
  }

  @Test
  @Order(4)
  void anArrayThatAReplyMayBeMadeOfStaysAsItIs() {
    var world = World.make();
    var given = world.map.get("k");
    var before = Arrays.copyOf(given, given.length);
    world.clients.ask("APPEND k 2");
    world.clients.ask("APPEND k \"\"");
    world.clients.ask("GETSET k 3");
    Bytes.same(before, given, "A value that a GET had been given before");
  }

  @Test
  @Order(5)
  void overTheNetworkNoLetterIsLost() {
    int clients = 4;
    int times = 250;
    var wires = new Wire[clients];
    for (int i = 0; i < clients; i++) wires[i] = Wire.toServer();
    try {
      wires[0].ask("FLUSHALL");
      Crowd.of(clients, times, (member, time) -> wires[member].ask("APPEND shared " + member));
      assertEquals(
          clients * times,
          wires[0].number("STRLEN shared"),
          "letters that are there of those sent");
    } finally {
      for (var wire : wires) wire.close();
    }
  }
}
