package toyredis.server;

import java.util.List;

/**
 * SCAN: the keys, page by page. A page is all that one store holds, whatever COUNT says, and the
 * cursor is the number of a store: there is one, or one for each loop of step 5. That keeps SCAN's
 * only promise, that a key which is there all the time is found; what it does not keep is SCAN's
 * purpose, not to make others wait.
 */
public final class Scan {
  private Scan() {}

  /** Which of {@code stores} a request is for; 0 if its cursor is wrong, since each can say so. */
  public static int page(Request request, int stores) {
    try {
      var cursor = cursor(request);
      return Long.compareUnsigned(cursor, stores) < 0 ? (int) cursor : 0;
    } catch (CommandException e) {
      return 0;
    }
  }

  /**
   * @param stores how many share the keys
   */
  static void apply(Request request, Store store, int stores, ReplyBuffer reply) {
    var cursor = cursor(request);
    var pattern = "*";
    var strings = true; // there are only strings here
    for (var i = 2; i < request.count(); i += 2) {
      if (i + 1 == request.count()) throw Commands.syntaxError();
      if (request.is(i, "MATCH")) {
        pattern = request.text(i + 1);
      } else if (request.is(i, "TYPE")) {
        strings = request.is(i + 1, "STRING");
      } else if (!request.is(i, "COUNT") || request.integer(i + 1) < 1) {
        throw Commands.syntaxError();
      }
    }
    var isPage = Long.compareUnsigned(cursor, stores) < 0;
    var next = isPage && cursor + 1 < stores ? cursor + 1 : 0;
    var keys = isPage && strings ? store.keys(new Glob(pattern)) : List.<String>of();
    reply.array(2);
    reply.bulk(Long.toString(next));
    reply.array(keys.size());
    for (var key : keys) reply.bulk(key);
  }

  /** A number of 64 bits without a sign, written as the C function {@code strtoul} takes it. */
  private static long cursor(Request request) {
    var text = Commands.shortened(request.text(1), Integer.MAX_VALUE);
    var digits = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
    try {
      if (text.isEmpty()) return 0;
      if (!digits.chars().allMatch(c -> c >= '0' && c <= '9')) throw new NumberFormatException();
      var number = Long.parseUnsignedLong(digits);
      return text.startsWith("-") ? -number : number;
    } catch (NumberFormatException e) {
      throw new CommandException("ERR invalid cursor");
    }
  }
}
