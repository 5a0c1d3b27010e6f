import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import toyredis.check.Bytes;
import toyredis.check.Heap;

class Check {
  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final String REFUSED = "refused";
  private static final long CPU_LIMIT_SECONDS = 2;

  private static final String[][] STREAMS = { // what is sent, then the requests in it
    {"PING\r\n", "PING"},
    {"PING\n", "PING"},
    {"  GET   key \r\n\r\n \nQUIT\n", "GET,key", "QUIT"},
    {"*1\r\n$4\r\nPING\r\n", "PING"},
    {"*2\r\n$3\r\nGET\r\n$1\r\nk\r\n*1\r\n$4\r\nPING\r\nPING\r\n", "GET,k", "PING", "PING"},
    {"*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$0\r\n\r\nGET k\r\n", "SET,k,", "GET,k"},
    {"*2\r\n$8\r\n\r\n$3\r\n*1\r\n$2\r\n\r\n\r\n\r\nX\n", "\r\n$3\r\n*1,\r\n", "X"},
    {"a\rb c\r\n*1\n$1\n\n\r\nd $1 *2\n", "a\rb,c", "\n", "d,$1,*2"},
    {
      "*1\r\n$3\r\n\u0000\u00ff\u0080\r\n\u00e4\u00ff \u0080\r\n",
      "\u0000\u00ff\u0080",
      "\u00e4\u00ff,\u0080"
    },
    {
      "*11\r\n" + "$1\r\nx\r\n".repeat(11) + "*1\r\n$12\r\nhello, world\r\n",
      "x,x,x,x,x,x,x,x,x,x,x",
      "hello, world"
    },
    // refused, after what stands before it
    {"PING\r\n*-1\r\nPING\r\n", "PING", REFUSED},
    {"*0\r\nPING\r\n", REFUSED},
    {"*\r\nPING\r\n", REFUSED},
    {"*+1\r\n$4\r\nPING\r\n", REFUSED},
    {"*1x\r\n$4\r\nPING\r\n", REFUSED},
    {"* 1\r\n$4\r\nPING\r\n", REFUSED},
    {"*100001\r\n", REFUSED},
    {"*2147483647\r\n", REFUSED},
    {"*4294967297\r\n$1\r\nx\r\n", REFUSED},
    {"*18446744073709551617\r\n$1\r\nx\r\n", REFUSED},
    {"GET a\n*1\r\n$-1\r\nPING\r\n", "GET,a", REFUSED},
    {"*1\r\n$+1\r\nx\r\n", REFUSED},
    {"*1\r\n$\r\nx\r\n", REFUSED},
    {"*1\r\n$1000001\r\nx\r\n", REFUSED},
    {"*1\r\n$2147483647\r\nx\r\n", REFUSED},
    {"*1\r\n$2147483646\r\nx\r\n", REFUSED},
    {"*1\r\n$4294967297\r\nx\r\n", REFUSED},
    {"*1\r\n$99999999999999999999\r\nx\r\n", REFUSED},
    {"*1\r\n:1\r\nx\r\n", REFUSED},
    {"*2\r\n$1\r\nx\r\nPING\r\nPING\r\n", REFUSED},
    {"*1\r\n$1\r\nxyz\r\nPING\r\n", REFUSED},
  };

  /** A decoder that is fed with arrays which do not stay as they are. */
  private static final class Fed {
    private final Decoder decoder = new Decoder();
    private final List<List<byte[]>> requests = new ArrayList<>();
    private boolean refused;

    void feed(byte[] bytes, int from, int to) {
      var lent = new byte[to - from + 5]; // the piece stands in the midst of other bytes
      Arrays.fill(lent, (byte) '\n');
      System.arraycopy(bytes, from, lent, 3, to - from);
      decoder.feed(lent, 3, 3 + to - from);
      Arrays.fill(lent, (byte) '#');
      take();
    }

    private void take() {
      try {
        for (var request = decoder.next(); request != null; request = decoder.next()) {
          if (refused) fail("After something was refused, next answered a request again.");
          requests.add(request);
          if (requests.size() > 1_000) fail("next goes on answering requests that nobody sent.");
        }
      } catch (IOException e) {
        refused = true;
      }
    }

    /** As in {@link #STREAMS}. */
    List<String> seen() {
      var seen = new ArrayList<String>();
      for (var request : requests) seen.add(text(request));
      if (refused) {
        seen.add(REFUSED);
        for (var i = 0; i < 2; i++) {
          try {
            decoder.next();
            fail("Something was refused, and the next call of next did not throw again.");
          } catch (IOException expected) {
            // nobody knows where the next request begins
          }
        }
      }
      return seen;
    }

    private static String text(List<byte[]> request) {
      var text = new StringBuilder();
      for (var part : request) {
        if (!text.isEmpty()) text.append(',');
        text.append(new String(part, java.nio.charset.StandardCharsets.ISO_8859_1));
      }
      return text.toString();
    }
  }

  private static void check(String[] stream, int... cuts) {
    var bytes = Bytes.of(stream[0]);
    var fed = new Fed();
    var from = 0;
    var pieces = new ArrayList<String>();
    for (var i = 0; i <= cuts.length; i++) {
      var to = i < cuts.length ? cuts[i] : bytes.length;
      fed.feed(bytes, from, to);
      pieces.add("\"" + Bytes.shown(Arrays.copyOfRange(bytes, from, to)) + "\"");
      from = to;
    }
    var expected = Arrays.asList(stream).subList(1, stream.length);
    var seen = fed.seen();
    if (seen.equals(expected)) return;
    fail(
        "These pieces arrived: %s\n  expected: %s\n  received: %s"
            .formatted(
                pieces.size() > 40
                    ? "each byte alone of " + Bytes.shown(bytes)
                    : String.join(", ", pieces),
                shown(expected),
                shown(seen)));
  }

  private static String shown(List<String> requests) {
    var shown = requests.stream().map(r -> Bytes.shown(Bytes.of(r))).toList();
    return shown.isEmpty() ? "nothing" : String.join(" | ", shown);
  }

  private static int[] eachAlone(int length) {
    var cuts = new int[length - 1];
    for (var i = 0; i < cuts.length; i++) cuts[i] = i + 1;
    return cuts;
  }

  @Test
  @Order(1)
  void wholeRequestsInOnePiece() {
    for (var stream : STREAMS) check(stream);
  }

  @Test
  @Order(2)
  void everySplitInTwoGivesTheSameRequests() {
    for (var stream : STREAMS) {
      for (var cut = 0; cut <= stream[0].length(); cut++) check(stream, cut);
    }
  }

  @Test
  @Order(3)
  void everyByteAloneGivesTheSameRequests() {
    for (var stream : STREAMS) check(stream, eachAlone(stream[0].length()));
  }

  @Test
  @Order(4)
  void everySplitInThreeAndManyRandomOnesGiveTheSameRequests() {
    var random = new Random(3);
    for (var stream : STREAMS) {
      var length = stream[0].length();
      for (var i = 0; i <= length; i++) for (var j = i; j <= length; j++) check(stream, i, j);
      for (var i = 0; i < 50; i++) {
        check(stream, random.ints(random.nextInt(2, 12), 0, length + 1).sorted().toArray());
      }
    }
  }

  @Test
  @Order(5)
  void twoConnectionsHaveNothingInCommon() {
    var one = new Fed();
    var other = new Fed();
    one.feed(Bytes.of("*2\r\n$3\r\nGE"), 0, 10);
    other.feed(Bytes.of("PI"), 0, 2);
    one.feed(Bytes.of("T\r\n$1\r\nk\r\n"), 0, 10);
    other.feed(Bytes.of("NG\r\n"), 0, 4);
    if (!one.seen().equals(List.of("GET,k")) || !other.seen().equals(List.of("PING"))) {
      fail(
          "Two clients sent in turn, and their bytes got mixed: one sent GET k and the decoder saw %s, the other PING and it saw %s."
              .formatted(shown(one.seen()), shown(other.seen())));
    }
  }

  @Test
  @Order(6)
  void aLineOfTheGreatestLengthIsTakenAndOneByteMoreIsNot() {
    for (var lineEnd : new String[] {"\n", "\r\n"}) {
      for (var piece :
          new int[] {Integer.MAX_VALUE, Decoder.MAX_LINE, Decoder.MAX_LINE + 1, 65_536}) {
        for (var extra = 0; extra < 2; extra++) {
          var bytes = Bytes.of("x".repeat(Decoder.MAX_LINE + extra) + lineEnd);
          var fed = inPieces(bytes, piece);
          if (fed.refused == (extra == 0) || fed.requests.size() != 1 - extra) {
            fail(
                "A line of MAX_LINE%s bytes, ended by %s, in pieces of %d bytes, must be %s."
                    .formatted(
                        extra == 0 ? "" : " + 1",
                        Bytes.shown(Bytes.of(lineEnd)),
                        Math.min(piece, bytes.length),
                        extra == 0 ? "taken" : "refused"));
          }
        }
      }
    }
    for (var begin : new String[] {"", "*", "*1\r\n$"}) {
      if (!inPieces(Bytes.of(begin + "1".repeat(Decoder.MAX_LINE + 2)), 65_536).refused) {
        fail(
            "A client sends more than MAX_LINE bytes, beginning with \"%s1\", and never ends the line. The decoder keeps them all: it must refuse."
                .formatted(Bytes.shown(Bytes.of(begin))));
      }
    }
  }

  private static Fed inPieces(byte[] bytes, int piece) {
    var fed = new Fed();
    for (var from = 0; from < bytes.length; ) {
      var to = bytes.length - from > piece ? from + piece : bytes.length;
      fed.feed(bytes, from, to);
      from = to;
    }
    return fed;
  }

  @Test
  @Order(7)
  void whatIsOnlyAnnouncedTakesNoMemory() throws IOException {
    for (var announced :
        new String[] {
          "*100000\r\n",
          "*1\r\n$1000000\r\n",
          "*99999\r\n$999999\r\nx",
          "*2147483647\r\n",
          "*1\r\n$2147483639\r\n"
        }) {
      var bytes = Bytes.of(announced);
      new Decoder().feed(bytes, 0, bytes.length); // classes are loaded
      var decoder = new Decoder();
      var before = THREADS.getCurrentThreadAllocatedBytes();
      decoder.feed(bytes, 0, bytes.length);
      try {
        decoder.next();
      } catch (IOException refused) {
        // as it should, if it is too much
      }
      var taken = THREADS.getCurrentThreadAllocatedBytes() - before;
      if (taken > 200_000) {
        fail(
            "After %s, %d bytes that arrived, the decoder has taken %,d bytes of memory. A thousand such clients would fill the heap, and need not send anything more."
                .formatted(Bytes.shown(bytes), bytes.length, taken));
      }
    }
  }

  @Test
  @Order(8)
  void whatHasBeenDecodedTakesNoMemory() throws IOException {
    var decoder = new Decoder();
    var piece = Bytes.of("PING\r\n".repeat(1_000) + "PI");
    var rest = Bytes.of("NG\r\n");
    var before = Heap.used();
    for (int i = 0; i < 1_000; i++) {
      decoder.feed(piece, 0, piece.length);
      while (decoder.next() != null) {}
      decoder.feed(rest, 0, rest.length); // half of one was always waiting
      if (decoder.next() == null) fail("PI came, then NG and the end of the line: no request");
    }
    var taken = Heap.used() - before;
    if (decoder.next() == null && taken < 2_000_000) return;
    fail("6 MB of PINGs were decoded, and the decoder takes %,d bytes of memory.".formatted(taken));
  }

  @Test
  @Order(9)
  void aPartOfAMillionBytesMayComeInAMillionPieces() throws IOException {
    var part = new byte[Decoder.MAX_PART];
    new Random(1).nextBytes(part);
    var stream = new ByteArrayOutputStream();
    stream.writeBytes(Bytes.of("*2\r\n$1\r\nx\r\n$1000000\r\n"));
    stream.writeBytes(part);
    stream.writeBytes(Bytes.of("\r\n"));
    var request = byteByByte(stream.toByteArray(), "a part of a million bytes");
    Bytes.same(part, request.get(1), "A part of a million bytes");
  }

  @Test
  @Order(10)
  void aLineOfAMillionBytesAndAHundredThousandPartsMayComeByteByByte() throws IOException {
    byteByByte(Bytes.of("x".repeat(Decoder.MAX_LINE) + "\r\n"), "a line of a million bytes");
    var parts = Decoder.MAX_PARTS;
    var request =
        byteByByte(
            Bytes.of("*" + parts + "\r\n" + "$4\r\nabcd\r\n".repeat(parts)), parts + " parts");
    if (request.size() != parts) fail(parts + " parts were sent, and " + request.size() + " came");
  }

  /** The one request in these bytes; each of them comes alone. */
  private static List<byte[]> byteByByte(byte[] bytes, String what) throws IOException {
    var decoder = new Decoder();
    var began = THREADS.getCurrentThreadCpuTime();
    var piece = new byte[1];
    for (var i = 0; i < bytes.length; i++) {
      piece[0] = bytes[i];
      decoder.feed(piece, 0, 1);
      var request = decoder.next();
      if (request != null && i < bytes.length - 1) fail("A request came before its last byte.");
      if (request != null) return request;
      if (i % 256 == 0
          && THREADS.getCurrentThreadCpuTime() - began > CPU_LIMIT_SECONDS * 1_000_000_000) {
        fail(
            "%s, byte by byte: after %d s of CPU time the decoder has taken %,d of %,d bytes. Each byte costs the more, the more came before it: are they copied, or looked at, again and again?"
                .formatted(what, CPU_LIMIT_SECONDS, i, bytes.length));
      }
    }
    fail(what + " arrived byte by byte, as a whole, and next did not answer it.");
    return null;
  }
}
