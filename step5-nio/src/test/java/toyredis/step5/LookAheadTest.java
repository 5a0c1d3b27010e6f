package toyredis.step5;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import toyredis.server.MemoryLimit;
import toyredis.server.RequestDecoder;
import toyredis.step1.NaiveMapStore;

class LookAheadTest {

  @Test
  void requestsThatHaveToWaitOutliveTheInputBuffer() throws Exception {
    var decoder = new RequestDecoder(1024, new MemoryLimit(Long.MAX_VALUE));
    var requests = new LookAhead(decoder, new NaiveMapStore());
    var input = "GET a\r\nPING\r\nGET b\r\nGET".getBytes(US_ASCII);
    requests.feed(input, 0, input.length);
    assertEquals("a", requests.next().key());
    requests.keep();
    Arrays.fill(input, (byte) 'x'); // another connection's bytes
    assertEquals("PING", requests.next().text(0));
    assertEquals("b", requests.next().text(1));
    assertNull(requests.next());
    var rest = " c\r\n".getBytes(US_ASCII);
    requests.feed(rest, 0, rest.length);
    assertEquals("c", requests.next().key());
  }
}
