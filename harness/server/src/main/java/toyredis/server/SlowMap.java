package toyredis.server;

import java.util.HashMap;

/**
 * A plain map, but for its {@code get}: that finds the value as ever, and then keeps it for a while
 * before it hands it over. So there is time to write something in between, by hand.
 */
final class SlowMap extends HashMap<String, byte[]> {
  private static final long serialVersionUID = 1;

  private final int millis;

  SlowMap(int millis) {
    this.millis = millis;
  }

  @Override
  public byte[] get(Object key) {
    var value = super.get(key);
    pause(millis);
    return value;
  }

  /** Sleeps for so long, or until the thread is told to end. */
  static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
