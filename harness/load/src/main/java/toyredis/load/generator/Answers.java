package toyredis.load.generator;

import toyredis.load.client.ReplyReader;
import toyredis.load.client.ReplyReader.Kind;
import toyredis.load.client.Requests;
import toyredis.results.LoadSettings;

/** Tells whether a reply is the answer to its request. */
final class Answers {
  private final Requests requests;
  private final boolean checked;
  private final boolean mayBeAbsent;
  private final int keys;
  private final long mostKeys;

  /**
   * @param checked false for a server that answers everything with a constant
   * @param mostKeys how many keys of the load's form the server has
   */
  Answers(LoadSettings load, Requests requests, boolean checked, long mostKeys) {
    this.requests = requests;
    this.checked = checked;
    this.mostKeys = mostKeys;
    mayBeAbsent = load.mix().deletes() > 0;
    keys = load.keys().count();
  }

  /** What is wrong with the reply to the next unanswered request; null when it is right. */
  String complaint(Connection connection, Kind kind) {
    var verb = connection.verbs[connection.answered];
    int key = connection.keys[connection.answered];
    long expected = connection.expected[connection.answered];
    var reply = connection.replies;
    boolean right =
        !checked
            || switch (verb) {
              case GET -> isValue(key, expected, kind, reply);
              case SET -> kind == Kind.STATUS && isOk(reply);
              case INCR -> kind == Kind.INTEGER && isCount(reply.integer(), expected);
              case DEL -> kind == Kind.INTEGER && isDeleted(reply.integer(), expected);
              case KEYS -> kind == Kind.ARRAY && areKeys(reply);
            };
    return right ? null : describe(verb, kind, expected, reply);
  }

  private boolean isValue(int key, long expected, Kind kind, ReplyReader reply) {
    if (kind == Kind.NULL) {
      return expected == OwnKeys.ABSENT || expected == OwnKeys.ANY && mayBeAbsent;
    }
    if (kind != Kind.BULK || expected == OwnKeys.ABSENT) return false;
    return expected == OwnKeys.ANY
        ? requests.isValueOf(key, reply.bytes(), reply.start(), reply.end())
        : requests.isValue(key, expected, reply.bytes(), reply.start(), reply.end());
  }

  private static boolean isOk(ReplyReader reply) {
    int start = reply.start();
    return reply.end() - start == 2
        && reply.bytes()[start] == 'O'
        && reply.bytes()[start + 1] == 'K';
  }

  private static boolean isCount(long count, long expected) {
    return expected == OwnKeys.ANY ? count >= 1 : count == expected;
  }

  private static boolean isDeleted(long deleted, long expected) {
    return expected == OwnKeys.ANY ? deleted == 0 || deleted == 1 : deleted == expected;
  }

  /** Keys are only ever overwritten, so all of them are there, unless some are deleted. */
  private boolean areKeys(ReplyReader reply) {
    long count = reply.integer();
    if (count > mostKeys || !mayBeAbsent && count < keys) return false;
    int below = mostKeys == keys ? keys : Integer.MAX_VALUE;
    return requests.areKeys(count, below, reply.bytes(), reply.start(), reply.end());
  }

  private static String describe(Verb verb, Kind kind, long expected, ReplyReader reply) {
    return verb
        + switch (kind) {
          case ERROR -> " was answered with the error " + reply.text();
          case NULL -> " found nothing under a key that had been set";
          case BULK -> " was answered with a value that " + whatItIsNot(expected);
          case INTEGER ->
              " was answered with "
                  + reply.integer()
                  + (expected == OwnKeys.ANY ? "" : " and not with " + expected);
          case ARRAY ->
              " was answered with " + reply.integer() + " elements that are not the load's keys";
          default -> " was answered with " + kind + " " + reply.text();
        };
  }

  private static String whatItIsNot(long expected) {
    if (expected == OwnKeys.ABSENT) return "had been deleted";
    return expected == OwnKeys.ANY ? "no client has written" : "is not the last one written";
  }
}
