package toyredis.server;

/**
 * The commands and how many arguments each takes, its name counted: exactly {@code arity}, or, if
 * that is negative, at least {@code -arity}. So Redis's own table has it.
 */
public enum Command {
  PING(-1),
  ECHO(2),
  QUIT(-1),
  GET(2),
  SET(-3),
  DEL(-2),
  EXISTS(-2),
  INCR(2),
  DECR(2),
  INCRBY(3),
  DECRBY(3),
  KEYS(2),
  DBSIZE(1),
  FLUSHALL(-1),
  FLUSHDB(-1),
  HELLO(-1),
  CLIENT(-2),
  COMMAND(-1),
  CONFIG(-2),
  SELECT(2),
  INFO(-1);

  private static final Command[] ALL = values();

  // Found by packed name without making a String: an open-addressed table with room to spare.
  private static final int SLOTS = 128;
  private static final long[] NAMES = new long[SLOTS];
  private static final Command[] COMMANDS = new Command[SLOTS];

  static {
    for (var command : ALL) {
      var packed = 0L;
      for (var c : command.name().toCharArray()) packed = packed << 8 | c;
      var slot = slot(packed);
      while (NAMES[slot] != 0) slot = (slot + 1) % SLOTS;
      NAMES[slot] = packed;
      COMMANDS[slot] = command;
    }
  }

  private final int arity;

  Command(int arity) {
    this.arity = arity;
  }

  int arity() {
    return arity;
  }

  /** Whether a request with so many arguments, its name counted, is well formed. */
  boolean takes(int count) {
    return arity >= 0 ? count == arity : count >= -arity;
  }

  /** The command that the request names, in any case, or null. */
  static Command of(Request request) {
    var packed = request.packedName();
    for (var slot = slot(packed); NAMES[slot] != 0; slot = (slot + 1) % SLOTS) {
      if (NAMES[slot] == packed) return COMMANDS[slot];
    }
    return null;
  }

  private static int slot(long packed) {
    return (int) (packed * 0x9E3779B97F4A7C15L >>> 57); // 7 bits of Fibonacci hashing
  }
}
