package toyredis.server;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/**
 * As {@link SlowMap}; and {@code compute} takes as long, with the key's bin locked all the time.
 */
final class SlowConcurrentMap extends ConcurrentHashMap<String, byte[]> {
  private static final long serialVersionUID = 1;

  private final int millis;

  SlowConcurrentMap(int millis) {
    this.millis = millis;
  }

  @Override
  public byte[] get(Object key) {
    var value = super.get(key);
    SlowMap.pause(millis);
    return value;
  }

  @Override
  public byte[] compute(
      String key, BiFunction<? super String, ? super byte[], ? extends byte[]> change) {
    return super.compute(
        key,
        (k, value) -> {
          SlowMap.pause(millis);
          return change.apply(k, value);
        });
  }
}
