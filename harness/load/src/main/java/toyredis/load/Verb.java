package toyredis.load;

/** A command of the load. */
enum Verb {
  GET,
  SET,
  INCR,
  DEL,
  KEYS
}
