package toyredis.step5.loop;

import java.nio.ByteBuffer;

/** Replies of one connection on their way out, in the arrays they were collected in. */
final class PendingReplies {
  private final ByteBuffer[] parts;
  private int sent; // so many of them have left

  PendingReplies(ByteBuffer[] parts) {
    this.parts = parts;
  }

  boolean isEmpty() {
    return sent == parts.length;
  }

  /** Copies the next bytes behind those in {@code output}, as many as it has room for. */
  void copyTo(ByteBuffer output) {
    for (var i = sent; i < parts.length && output.hasRemaining(); i++) {
      var n = Math.min(parts[i].remaining(), output.remaining());
      output.put(output.position(), parts[i], parts[i].position(), n);
      output.position(output.position() + n);
    }
  }

  /** Goes on behind so many bytes, which have left. */
  void skip(int bytes) {
    while (bytes > 0) {
      var part = parts[sent];
      var n = Math.min(part.remaining(), bytes);
      part.position(part.position() + n);
      bytes -= n;
      if (!part.hasRemaining()) parts[sent++] = null; // no need to keep it any longer
    }
  }
}
