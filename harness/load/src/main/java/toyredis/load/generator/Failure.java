package toyredis.load.generator;

import toyredis.results.ErrorClass;

/** What ends a connection. */
final class Failure extends Exception {
  final ErrorClass error;

  Failure(ErrorClass error, String message) {
    super(message, null, false, false); // nobody looks at where it comes from
    this.error = error;
  }
}
