package toyredis.load.race;

/** One way to make a server lose something. It begins with an empty server. */
interface Attack {
  /**
   * What came of it.
   *
   * @param acknowledged operations that the server answered as done
   * @param lost of these, how many had left no trace
   */
  record Damage(long acknowledged, long lost) {
    static final Damage NONE = new Damage(0, 0);
  }

  /** As a result names it. */
  String name();

  /** Errors are noted by the attackers. */
  Damage run(Attackers attackers) throws InterruptedException;
}
