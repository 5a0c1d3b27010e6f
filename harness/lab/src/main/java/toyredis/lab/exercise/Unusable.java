package toyredis.lab.exercise;

/** What the reader wrote cannot be checked; the message says why, line by line. */
final class Unusable extends Exception {
  Unusable(String message) {
    super(message);
  }
}
