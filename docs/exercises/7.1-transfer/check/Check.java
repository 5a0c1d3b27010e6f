import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import toyredis.check.Bytes;
import toyredis.check.Crowd;
import toyredis.check.Direct;
import toyredis.check.Duel;
import toyredis.check.Fragile;
import toyredis.check.Helper;
import toyredis.check.Wire;
import toyredis.server.Store.Condition;

class Check {
  private static final String NO_INTEGER = "-ERR value is not an integer or out of range";
  private static final String OVERFLOW = "-ERR increment or decrement would overflow";

  /** What one client asks, and is answered; line ends are left out. */
  private static final String CONTRACT =
      """
      SET a 100 = +OK
      TRANSFER a b 30 = :1
      GET a = $270
      GET b = $230
      SUM a b = :100
      SUM b a = :100
      SUM a a = :140
      SUM no nobody = :0
      TRANSFER a b 71 = :0
      TRANSFER a b 70 = :1
      SUM a none = :0
      SUM b none = :100
      TRANSFER a b 1 = :0
      TRANSFER none b 1 = :0
      TRANSFER none b 0 = :1
      SUM b none = :100
      TRANSFER b b 100 = :1
      TRANSFER b b 101 = :0
      GET b = $3100
      SET debt -5 = +OK
      TRANSFER debt b 0 = :0
      TRANSFER b debt 10 = :1
      GET debt = $15
      SET text x = +OK
      TRANSFER b text 1 = %1$s
      TRANSFER text b 1 = %1$s
      TRANSFER b text 1000 = %1$s
      TRANSFER text text 0 = %1$s
      SUM text b = %1$s
      SUM b text = %1$s
      TRANSFER b debt x = %1$s
      TRANSFER b debt 1.5 = %1$s
      TRANSFER b debt 9223372036854775808 = %1$s
      TRANSFER b debt -1 = -ERR value is out of range, must be positive
      TRANSFER b debt = -ERR wrong number of arguments for 'transfer' command
      TRANSFER b debt 1 1 = -ERR wrong number of arguments for 'transfer' command
      SUM b = -ERR wrong number of arguments for 'sum' command
      SUM b debt 1 = -ERR wrong number of arguments for 'sum' command
      GET b = $290
      GET debt = $15
      GET text = $1x
      SET full 9223372036854775800 = +OK
      TRANSFER b full 8 = %2$s
      GET b = $290
      GET full = $199223372036854775800
      TRANSFER b full 7 = :1
      GET full = $199223372036854775807
      TRANSFER full full 9223372036854775807 = :1
      SUM full b = %2$s
      INCR full = %2$s
      INCR text = %1$s
      TRANSFER full new 9223372036854775807 = :1
      GET new = $199223372036854775807
      SUM full b = :83
      transfer Aa BB 0 = :1
      INCRBY Aa 5 = :5
      TRANSFER Aa BB 2 = :1
      sUm Aa BB = :5
      DEL Aa = :1
      SUM Aa BB = :2
      FLUSHALL = +OK
      SUM new b = :0
      DBSIZE = :0
      """
          .formatted(NO_INTEGER, OVERFLOW);

  private static void contract(String design, Function<String, String> client) {
    for (var line : CONTRACT.lines().toList()) {
      int at = line.lastIndexOf(" = ");
      var command = line.substring(0, at);
      assertEquals(
          line.substring(at + 3),
          client.apply(command).replace("\\r\\n", ""),
          design + ": the reply to " + command);
    }
  }

  /** Each command in a thread of its own, so that no lock that was forgotten lets it in again. */
  private static void contract(Bank bank) {
    var direct = Direct.on(bank, new TransferCommands(bank));
    contract(
        bank.getClass().getSimpleName(),
        command -> {
          var reply = new String[1];
          Helper.start(
                  bank.getClass().getSimpleName() + ": " + command,
                  () -> reply[0] = direct.ask(command))
              .ends();
          return reply[0];
        });
  }

  private static StripedBank striped() {
    return new StripedBank(new ConcurrentHashMap<>());
  }

  private static OwnerBank owned(Map<String, byte[]> map) {
    return new OwnerBank(map, Thread.ofVirtual());
  }

  @Test
  @Order(1)
  void oneClientIsAnsweredRightlyByTheNaiveBank() {
    contract(new NaiveBank(new HashMap<>()));
  }

  @Test
  @Order(2)
  void oneClientIsAnsweredRightlyBehindALock() {
    contract(new MutexBank(new HashMap<>()));
    contract(striped());
  }

  @Test
  @Order(3)
  void oneClientIsAnsweredRightlyByTheOwnerWhoAloneTouchesTheMap() {
    var visitors = ConcurrentHashMap.<Thread>newKeySet();
    var map = new HashMap<String, byte[]>();
    var bank = owned(watched(map, visitors));
    contract(bank);
    bank.keys(new toyredis.server.Glob("*"));
    bank.size();
    assertTrue(
        visitors.size() == 1,
        "the map of OwnerBank was touched by %d threads; it is the owner's alone"
            .formatted(visitors.size()));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, byte[]> watched(Map<String, byte[]> map, Set<Thread> visitors) {
    return (Map<String, byte[]>)
        Proxy.newProxyInstance(
            Check.class.getClassLoader(),
            new Class<?>[] {Map.class},
            (_, method, arguments) -> {
              if (method.getDeclaringClass() != Object.class) visitors.add(Thread.currentThread());
              try {
                return method.invoke(map, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  // The duels: the same for each of the three.

  private static Callable<Bank> mutexBanks() {
    return () -> opened(new MutexBank(Fragile.map()));
  }

  /** One owner for all of them: each would leave a thread behind. */
  private static Callable<Bank> ownedBanks() {
    var bank = owned(Fragile.map());
    return () -> {
      bank.clear();
      return opened(bank);
    };
  }

  /** Two balances; the keys' hash codes are the same. */
  private static Bank opened(Bank bank) {
    bank.set("Aa", Bytes.of("100"), Condition.ALWAYS);
    bank.set("BB", Bytes.of("50"), Condition.ALWAYS);
    bank.set("c", Bytes.of("20"), Condition.ALWAYS);
    return bank;
  }

  private static String balances(Bank bank) {
    var balances = new ArrayList<String>();
    for (var key : new String[] {"Aa", "BB", "c"}) {
      var value = bank.get(key);
      balances.add(key + " " + (value == null ? "0" : Bytes.shown(value)));
    }
    return String.join(", ", balances);
  }

  /** A command by its words; an error is an answer. */
  private static Object ask(Bank bank, String command) {
    var words = command.split(" ");
    try {
      return switch (words[0]) {
        case "TRANSFER" -> bank.transfer(words[1], words[2], Long.parseLong(words[3]));
        case "SUM" -> bank.sum(words[1], words[2]);
        case "GET" -> shown(bank.get(words[1]));
        case "SET" -> shown(bank.set(words[1], Bytes.of(words[2]), Condition.ALWAYS));
        case "INCR" -> bank.increment(words[1], 1);
        case "DEL" -> bank.delete(words[1]);
        default -> {
          bank.clear();
          yield null;
        }
      };
    } catch (toyredis.server.CommandException e) {
      return e.getMessage();
    }
  }

  private static String shown(byte[] value) {
    return value == null ? "nil" : Bytes.shown(value);
  }

  private static void duel(Callable<Bank> banks, String wrong, String... commands) {
    var duel = Duel.in(banks).end(Check::balances).explain(wrong);
    for (var command : commands) duel.actor(command, bank -> ask(bank, command));
    duel.explore();
  }

  @Test
  @Order(6)
  void theMutexBankIsAsIfOneCommandCameAfterTheOther() {
    var wrong = "MutexBank: two commands at the same time:";
    for (var other : List.of("GET Aa", "SET Aa 7", "SET BB 7", "INCR c", "DEL c", "FLUSHALL")) {
      duel(mutexBanks(), wrong, "TRANSFER Aa c 60", other);
    }
    duel(mutexBanks(), wrong, "SUM Aa c", "SET c 7");
  }

  @Test
  @Order(7)
  void theOwnerBankIsAsIfOneCommandCameAfterTheOther() {
    var wrong = "OwnerBank: two commands at the same time:";
    var others =
        List.of(
            "TRANSFER c Aa 30", "SUM c Aa", "GET Aa", "SET Aa 7", "INCR c", "DEL Aa", "FLUSHALL");
    for (var other : others) duel(ownedBanks(), wrong, "TRANSFER Aa c 60", other);
    duel(ownedBanks(), wrong, "SUM Aa c", "TRANSFER c Aa 20");
  }

  @Test
  @Order(8)
  void inTheStripedBankTransfersAndSumsThatMeetAllEnd() {
    // only who waits for whom; what is seen in between is the next test's
    var wrong = "StripedBank: two commands at the same time:";
    Callable<Bank> noNumbers =
        () -> {
          var bank = opened(striped());
          for (var key : new String[] {"Aa", "BB", "c"}) {
            bank.set(key, Bytes.of("x"), Condition.ALWAYS);
          }
          return bank;
        };
    duel(noNumbers, wrong, "TRANSFER Aa c 1", "TRANSFER c Aa 1");
    duel(noNumbers, wrong, "TRANSFER Aa c 1", "SUM c Aa");
    wrong = "StripedBank, with two keys of the same hash code:";
    duel(noNumbers, wrong, "TRANSFER Aa BB 1", "TRANSFER BB Aa 1");
  }

  @Test
  @Order(9)
  void transfersInACircleAllEndAndKeepTheMoney() {
    for (var bank : List.of(new MutexBank(new HashMap<>()), striped(), owned(new HashMap<>()))) {
      var circle = new String[] {"1", "2", "3", "1"};
      for (var key : circle) bank.set(key, Bytes.of("1000"), Condition.ALWAYS);
      Crowd.of(
          4,
          100,
          (member, _) -> {
            if (member < 3) bank.transfer(circle[member], circle[member + 1], 1);
            else bank.transfer("2", "1", 1);
          });
      assertEquals(
          3000,
          bank.sum("1", "2") + bank.sum("3", "none"),
          bank.getClass().getSimpleName() + ": what three keys have together");
    }
  }

  // The striped design, whose map can hold a transfer up.

  /** A map in which one thread stands still before its so-many-eth call. */
  private static final class Halting extends ConcurrentHashMap<String, byte[]> {
    private static final long serialVersionUID = 1;
    private transient Thread halted; // written before the threads begin
    private transient int calls; // of that thread
    private final transient int haltAt;
    private final transient CountDownLatch stands = new CountDownLatch(1);
    private final transient CountDownLatch goesOn = new CountDownLatch(1);

    private Halting(int haltAt) {
      this.haltAt = haltAt;
    }

    /** Starts the thread; false if it comes to its end without being halted. */
    private boolean halt(Thread thread) {
      halted = thread;
      thread.start();
      while (stands.getCount() > 0) {
        if (!thread.isAlive()) return stands.getCount() == 0;
        LockSupport.parkNanos(50_000);
      }
      return true;
    }

    private void come() {
      if (Thread.currentThread() != halted || ++calls != haltAt) return;
      stands.countDown();
      try {
        goesOn.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public byte[] get(Object key) {
      come();
      return super.get(key);
    }

    @Override
    public byte[] put(String key, byte[] value) {
      come();
      return super.put(key, value);
    }

    @Override
    public byte[] remove(Object key) {
      come();
      return super.remove(key);
    }

    @Override
    public byte[] compute(
        String key, BiFunction<? super String, ? super byte[], ? extends byte[]> function) {
      come();
      return super.compute(key, function);
    }

    @Override
    public byte[] merge(
        String key,
        byte[] value,
        BiFunction<? super byte[], ? super byte[], ? extends byte[]> function) {
      come();
      return super.merge(key, value, function);
    }

    @Override
    public boolean replace(String key, byte[] before, byte[] after) {
      come();
      return super.replace(key, before, after);
    }

    @Override
    public byte[] getOrDefault(Object key, byte[] otherwise) {
      come();
      return super.getOrDefault(key, otherwise);
    }
  }

  private static final int PAIRS = 40;
  private static final List<String> FLUSHED = List.of("Aa", "c", "d");

  @Test
  @Order(4)
  void inTheStripedBankStrangersNeedNotWait() throws InterruptedException {
    int halts = 0;
    while (halts < 20 && strangersGoOn(halts + 1)) halts++;
    assertTrue(halts > 0, "a transfer in StripedBank does not look into its map");
  }

  @Test
  @Order(5)
  void whatComesInTheMidstOfAStripedCommandSeesAllOfItOrNothing() {
    var others =
        List.of(
            "SUM c Aa",
            "GET Aa, GET c",
            "GET c, GET Aa",
            "SET Aa 7",
            "SET c 7",
            "INCR Aa",
            "INCR c",
            "DEL Aa",
            "DEL c",
            "TRANSFER Aa BB 90",
            "TRANSFER c Aa 30",
            "FLUSHALL");
    for (var other : others) {
      held("TRANSFER Aa c 60", other, "20");
      // a receiver who has too much
      if (!other.contains("TRANSFER")) held("TRANSFER Aa c 60", other, "9223372036854775800");
    }
    // one key that is flushed first, and one that is flushed last, whichever they are
    for (var one : FLUSHED) {
      for (var other : FLUSHED) {
        if (!one.equals(other)) held("FLUSHALL", "GET %s, GET %s".formatted(one, other), "20");
      }
    }
    held("TRANSFER c c 10", "SET c 7", "20");
    held("TRANSFER c c 10", "INCR c", "20");
  }

  /** Lets other commands come when a transfer stands before each of its looks into the map. */
  private static void held(String transfer, String others, String inC) {
    var commands = others.split(", ");
    for (int haltAt = 1; haltAt <= 20; haltAt++) {
      var map = new Halting(haltAt);
      var bank = opened(new StripedBank(map));
      bank.set("c", Bytes.of(inC), Condition.ALWAYS);
      bank.set("d", Bytes.of("5"), Condition.ALWAYS);
      var moved = new Object[1];
      var answers = new Object[commands.length];
      var first = Thread.ofPlatform().daemon().unstarted(() -> moved[0] = ask(bank, transfer));
      if (!map.halt(first)) return;
      var second =
          Thread.ofPlatform()
              .daemon()
              .start(
                  () -> {
                    for (int i = 0; i < commands.length; i++) answers[i] = ask(bank, commands[i]);
                  });
      // it ends, or it waits for the transfer
      for (int i = 0; i < 4_000 && second.isAlive() && !waits(second); i++) {
        LockSupport.parkNanos(20_000);
      }
      map.goesOn.countDown();
      Helper.start("StripedBank: " + transfer + " beside " + others, () -> first.join()).ends();
      Helper.start("StripedBank: " + others + " beside " + transfer, () -> second.join()).ends();
      var found = moved[0] + " and " + List.of(answers(answers)) + ", at the end " + balances(bank);
      var right = new ArrayList<String>();
      for (int at = 0; at <= commands.length; at++) right.add(inOrder(transfer, commands, at, inC));
      if (right.contains(found)) continue;
      throw new AssertionError(
          "StripedBank: %s came when %s stood before its look into the map no. %d.\nAnswered: %s\nOne after the other it would be: %s"
              .formatted(others, transfer, haltAt, found, String.join("\n  or: ", right)));
    }
  }

  private static Object[] answers(Object... answers) {
    return java.util.Arrays.stream(answers).map(String::valueOf).toArray();
  }

  /** The same with the transfer before command no. {@code at}, by one thread. */
  private static String inOrder(String transfer, String[] commands, int at, String inC) {
    var bank = opened(striped());
    bank.set("c", Bytes.of(inC), Condition.ALWAYS);
    bank.set("d", Bytes.of("5"), Condition.ALWAYS);
    Object moved = null;
    var answers = new Object[commands.length];
    for (int i = 0; i <= commands.length; i++) {
      if (i == at) moved = ask(bank, transfer);
      if (i < commands.length) answers[i] = ask(bank, commands[i]);
    }
    return moved + " and " + List.of(answers(answers)) + ", at the end " + balances(bank);
  }

  private static boolean waits(Thread thread) {
    var state = thread.getState();
    return state == Thread.State.WAITING || state == Thread.State.BLOCKED;
  }

  /** False if the transfer came to its end without being halted. */
  private static boolean strangersGoOn(int haltAt) throws InterruptedException {
    var map = new Halting(haltAt);
    var bank = new StripedBank(map);
    for (int i = 0; i <= 2 * PAIRS + 1; i++) {
      bank.set("account:" + i, Bytes.of("100"), Condition.ALWAYS);
    }
    var transfer =
        Thread.ofPlatform().daemon().unstarted(() -> bank.transfer("account:0", "account:1", 1));
    if (!map.halt(transfer)) return false;
    var strangers = new ArrayList<Thread>();
    for (int i = 1; i <= PAIRS; i++) {
      var from = "account:" + 2 * i;
      var to = "account:" + (2 * i + 1);
      strangers.add(Thread.ofPlatform().daemon().start(() -> bank.transfer(from, to, 1)));
    }
    try {
      var giveUp = System.nanoTime() + 1_500_000_000L;
      while (true) {
        var ended = strangers.stream().filter(each -> !each.isAlive()).count();
        if (ended >= PAIRS / 2) return true;
        if (System.nanoTime() > giveUp) {
          throw new AssertionError(
              "A transfer in StripedBank was stopped at its look into the map no. %d, and %d of %d transfers between other keys waited for it."
                  .formatted(haltAt, PAIRS - ended, PAIRS));
        }
        LockSupport.parkNanos(200_000);
      }
    } finally {
      map.goesOn.countDown();
    }
  }

  // Over the network.

  @Test
  @Order(10)
  void overTheNetworkAllFourDesignsAnswerAlikeAndKeepTheMoney() {
    for (var design : List.of("mutex", "striped", "owner", "loop")) network(design);
  }

  private static void network(String design) {
    var wires = new ArrayList<Wire>();
    try {
      for (int i = 0; i < 4; i++) wires.add(Wire.toServer(design));
      var first = wires.getFirst();
      first.ask("FLUSHALL");
      contract("the server 7.1/" + design, first::answer);
      first.ask("SET a 500");
      first.ask("SET b 500");
      Crowd.of(
          4,
          100,
          (member, time) -> {
            var wire = wires.get(member);
            var amount = 1 + (member * 31 + time * 17) % 400;
            switch (member) {
              case 0 -> wire.number("TRANSFER a b " + amount);
              case 1 -> wire.number("TRANSFER b a " + amount);
              case 2 -> wire.number(time % 2 == 0 ? "TRANSFER a b 7" : "TRANSFER b a 9");
              default ->
                  assertEquals(
                      1000,
                      wire.number("SUM a b"),
                      design + ": SUM a b, while 1000 are moved to and fro");
            }
          });
      assertEquals(1000, first.number("SUM b a"), design + ": SUM b a, when all have ended");
    } finally {
      wires.forEach(Wire::close);
    }
  }
}
