package toyredis.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Any bytes, cut anywhere: the decoder refuses them or takes them, as it would in one piece, and
 * holds no more than twice what came. The first byte of an input chooses the cuts. Without {@code
 * JAZZER_FUZZ=1} the inputs kept beside this test are replayed.
 */
class RequestDecoderFuzzTest {
  private static final int SMALL = 64; // what a buffer costs however little is in it

  @FuzzTest(maxDuration = "4m")
  void anyBytesInAnyFragmentationDecodeTheSame(byte[] input) {
    // A line too long may be noticed at its end, or before, if that has not come: beyond the limit
    // the cuts make a difference, as in Redis.
    if (input.length < 2 || input.length > RequestDecoder.MAX_LINE) return;
    var bytes = Arrays.copyOfRange(input, 1, input.length);
    var whole = decode(bytes, List.of(bytes.length));
    assertEquals(whole, decode(bytes, cuts(bytes.length, input[0])));
    if (bytes.length <= 2_000) {
      assertEquals(whole, decode(bytes, cuts(bytes.length, 1)), "byte by byte");
    }
  }

  /** Ends of pieces: all of one length up to 8, or of random lengths. */
  private static List<Integer> cuts(int length, int kind) {
    var random = new Random(kind);
    var cuts = new ArrayList<Integer>();
    for (var at = 0; at < length; ) {
      at += kind > 0 && kind <= 8 ? kind : 1 + random.nextInt(40);
      cuts.add(Math.min(at, length));
    }
    return cuts;
  }

  /** The requests, and at the end the refusal if there was one. */
  private static List<String> decode(byte[] bytes, List<Integer> cuts) {
    var decoder = new RequestDecoder(1 << 20, new MemoryLimit(Long.MAX_VALUE));
    var decoded = new ArrayList<String>();
    var from = 0;
    try {
      for (int to : cuts) {
        var piece = Arrays.copyOfRange(bytes, from, to);
        decoder.feed(piece, 0, piece.length);
        for (Request request; (request = decoder.next()) != null; ) {
          decoded.add(words(request));
          assertEquals(words(request), words(request.copy()));
        }
        Arrays.fill(piece, (byte) '#'); // the array is the caller's again
        from = to;
        assertTrue(
            decoder.heldBytes() <= 2 * to + SMALL,
            () -> decoder.heldBytes() + " bytes are held of " + to);
      }
    } catch (ProtocolException e) {
      decoded.add(e.getMessage());
    }
    return decoded;
  }

  private static String words(Request request) {
    assertTrue(request.count() > 0);
    var words = new ArrayList<String>();
    for (var i = 0; i < request.count(); i++) {
      assertEquals(request.text(i), new String(request.bytes(i), ISO_8859_1));
      words.add(request.text(i));
    }
    return words.toString();
  }
}
