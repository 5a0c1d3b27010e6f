package toyredis.results;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What can go wrong with an operation, as the load generator tells it apart. */
public enum ErrorClass {
  /** The connection could not be opened. */
  CONNECT,
  /** The system reported an error while reading, a reset for one. */
  READ,
  /** The system reported an error while writing. */
  WRITE,
  /** No reply, or no connection, within the time limit. */
  TIMEOUT,
  /** The server closed the connection while a reply was due. */
  CLOSED,
  /** What arrived is no RESP reply, or nobody had asked for it. */
  PROTOCOL,
  /** A reply that is not the answer: an error, or a value that no client has written. */
  WRONG;

  /** Its name in a result, {@code "connect"} for one. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The classes by the names that a result uses, in this order, each with its count. */
  public static Map<String, Long> byName(EnumMap<ErrorClass, Long> counts) {
    var named = new LinkedHashMap<String, Long>();
    for (var error : values()) {
      named.put(error.label(), counts.getOrDefault(error, 0L));
    }
    return named;
  }
}
