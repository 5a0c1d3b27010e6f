package toyredis.server;

import java.util.Locale;

/**
 * The commands: how many arguments each takes, its name counted, and which keys it touches. The
 * number is exactly {@code arity} or, if that is negative, at least {@code -arity}; so Redis's own
 * table has it.
 */
public enum Command {
  PING(-1),
  ECHO(2),
  QUIT(-1),
  GET(2, Keys.FIRST_ARGUMENT),
  SET(-3, Keys.FIRST_ARGUMENT),
  DEL(-2, Keys.MANY),
  EXISTS(-2, Keys.MANY),
  TYPE(2, Keys.FIRST_ARGUMENT),
  TTL(2, Keys.FIRST_ARGUMENT),
  PTTL(2, Keys.FIRST_ARGUMENT),
  STRLEN(2, Keys.FIRST_ARGUMENT),
  INCR(2, Keys.FIRST_ARGUMENT),
  DECR(2, Keys.FIRST_ARGUMENT),
  INCRBY(3, Keys.FIRST_ARGUMENT),
  DECRBY(3, Keys.FIRST_ARGUMENT),
  KEYS(2, Keys.MANY),
  SCAN(-2, Keys.PAGE),
  DBSIZE(1, Keys.MANY),
  FLUSHALL(-1, Keys.MANY),
  FLUSHDB(-1, Keys.MANY),
  HELLO(-1),
  CLIENT(-2),
  COMMAND(-1),
  CONFIG(-2),
  SELECT(2),
  INFO(-1, Keys.MANY); // it counts them

  /** Which keys a request touches: for a server that has its keys in more than one place. */
  public enum Keys {
    NONE,
    FIRST_ARGUMENT,
    MANY,
    PAGE // those of one place, see Scan
  }

  // Found by packed name without making a String: an open-addressed table with room to spare.
  private static final int SLOTS = 128;
  private static final long[] NAMES = new long[SLOTS];
  private static final Command[] COMMANDS = new Command[SLOTS];

  static {
    for (var command : values()) {
      var packed = 0L;
      for (var c : command.name().toCharArray()) packed = packed << 8 | c;
      var slot = slot(packed);
      while (NAMES[slot] != 0) slot = (slot + 1) % SLOTS;
      NAMES[slot] = packed;
      COMMANDS[slot] = command;
    }
  }

  private final int arity;
  private final Keys keys;

  Command(int arity) {
    this(arity, Keys.NONE);
  }

  Command(int arity, Keys keys) {
    this.arity = arity;
    this.keys = keys;
  }

  /** Which keys {@code request} touches; none if it is no command, or a malformed one. */
  public static Keys keysOf(Request request) {
    var command = request.command();
    if (command == null || !command.takes(request.count())) return Keys.NONE;
    var oneOfMany = request.count() == 2 && (command == DEL || command == EXISTS);
    return oneOfMany ? Keys.FIRST_ARGUMENT : command.keys;
  }

  /**
   * Whether it is refused when memory is short: Redis's flag denyoom, and KEYS, SCAN for their
   * replies.
   */
  boolean needsMemory() {
    return switch (this) {
      case SET, INCR, DECR, INCRBY, DECRBY, KEYS, SCAN -> true;
      default -> false;
    };
  }

  /** As replies name it, whatever the user's language: Turkish has an i of its own. */
  String lowerCaseName() {
    return name().toLowerCase(Locale.ROOT);
  }

  int arity() {
    return arity;
  }

  /** Whether a request with so many arguments, its name counted, is well formed. */
  boolean takes(int count) {
    return arity >= 0 ? count == arity : count >= -arity;
  }

  /** The command of that {@link Request#packedName packed name}, or null. */
  static Command named(long packed) {
    for (var slot = slot(packed); NAMES[slot] != 0; slot = (slot + 1) % SLOTS) {
      if (NAMES[slot] == packed) return COMMANDS[slot];
    }
    return null;
  }

  private static int slot(long packed) {
    return (int) (packed * 0x9E3779B97F4A7C15L >>> 57); // 7 bits of Fibonacci hashing
  }
}
