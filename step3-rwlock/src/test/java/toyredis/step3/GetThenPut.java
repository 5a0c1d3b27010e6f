package toyredis.step3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.concurrent.ConcurrentHashMap;
import org.jetbrains.lincheck.datastructures.Operation;
import toyredis.server.Decimal;

/**
 * The wrong twin of {@link ConcurrentMapStore#increment}: each call of the map is atomic, the two
 * together are not. A counter at 41; made by Lincheck.
 */
public final class GetThenPut {
  private final ConcurrentHashMap<String, byte[]> map = new ConcurrentHashMap<>();

  public GetThenPut() {
    map.put("visits", "41".getBytes(ISO_8859_1));
  }

  // tag::increment[]
  @Operation
  public long increment() {
    var sum = Decimal.add(map.get("visits"), 1);
    map.put("visits", Decimal.toBytes(sum)); // the map cannot know that this belongs to the get
    return sum;
  }
  // end::increment[]
}
