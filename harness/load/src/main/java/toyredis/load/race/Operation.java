package toyredis.load.race;

import toyredis.results.Digits;

/**
 * One request on one key, and what came of it, as its client saw it.
 *
 * @param client the connection; its operations take effect in the order of its requests
 * @param kind which command
 * @param key what it is about
 * @param value what SET writes; null for the others
 * @param reply {@code "OK"}, a number, a value, {@link #NIL}, or an error with its sign {@code -};
 *     null when no reply came: it may have taken effect at any time since, or never
 * @param invoked before the request was sent; {@link System#nanoTime}
 * @param answered after the reply was read; {@link #NEVER} when none came
 */
record Operation(
    int client, Kind kind, String key, String value, String reply, long invoked, long answered) {

  enum Kind {
    GET,
    SET,
    INCR,
    DEL
  }

  static final String NIL = "(nil)";
  static final long NEVER = Long.MAX_VALUE;

  private static final String NO_NUMBER = "-ERR value is not an integer or out of range";

  boolean isAnswered() {
    return reply != null;
  }

  /** What a right server replies when the key holds {@code before}, null for none. */
  String rightReply(String before) {
    return switch (kind) {
      case GET -> before == null ? NIL : before;
      case SET -> "OK";
      case INCR -> isNumber(before) ? after(before) : NO_NUMBER;
      case DEL -> before == null ? "0" : "1";
    };
  }

  /** What the key holds afterwards, null for nothing. */
  String after(String before) {
    return switch (kind) {
      case GET -> before;
      case SET -> value;
      case INCR -> isNumber(before) ? plusOne(before) : before;
      case DEL -> null;
    };
  }

  private static boolean isNumber(String value) {
    return value == null || value.matches("-?\\d{1,18}");
  }

  private static String plusOne(String value) {
    return Long.toString(value == null ? 1 : Long.parseLong(value) + 1);
  }

  /** {@code client 3: SET k 7 = OK} for one. */
  @Override
  public String toString() {
    return Digits.in(
        "client %d: %s %s%s = %s",
        client, kind, key, value == null ? "" : " " + value, isAnswered() ? reply : "?");
  }
}
