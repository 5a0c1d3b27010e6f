package toyredis.server;

/** What the server remembers of one connection. Belongs to whoever applies its requests. */
public final class Session {
  private final long id;
  private boolean resp3;
  private byte[] name; // null until CLIENT SETNAME
  private boolean closing;

  /**
   * @param id what CLIENT ID answers
   */
  public Session(long id) {
    this.id = id;
  }

  /** What CLIENT ID answers. */
  public long id() {
    return id;
  }

  /** Whether HELLO 3 was said. */
  public boolean resp3() {
    return resp3;
  }

  void resp3(boolean on) {
    resp3 = on;
  }

  /** What CLIENT SETNAME said last, or null. */
  byte[] name() {
    return name;
  }

  void name(byte[] name) {
    this.name = name;
  }

  /** Whether the connection ends when its replies are written: no further request is applied. */
  public boolean closing() {
    return closing;
  }

  /** Ends the connection when its replies are written. */
  public void close() {
    closing = true;
  }
}
