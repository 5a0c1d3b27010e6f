package toyredis.load.generator;

/** A command of the load. */
enum Verb {
  GET,
  SET,
  INCR,
  DEL,
  KEYS
}
