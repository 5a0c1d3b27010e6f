package toyredis.step5;

import toyredis.server.Batch;
import toyredis.server.Command;
import toyredis.server.ProtocolException;
import toyredis.server.Request;
import toyredis.server.RequestDecoder;
import toyredis.server.Requests;
import toyredis.server.Store;

/** A connection's requests, decoded in batches whose keys are looked up before the first is out. */
final class LookAhead implements Requests {
  private final RequestDecoder decoder;
  private final Store store;
  private final Batch batch = new Batch();
  private byte[] seen; // kept, or the compiler would leave the looking out

  LookAhead(RequestDecoder decoder, Store store) {
    this.decoder = decoder;
    this.store = store;
  }

  // tag::look-ahead[]
  @Override
  public Request next() throws ProtocolException {
    if (batch.remaining() == 0 && batch.fill(decoder) > 1) lookUpAll();
    return batch.next();
  }

  /**
   * For no other reason than to have the entries in the processor's cache when they are asked for.
   * A look-up waits for memory several times; when many follow one another and nothing else is
   * between them, the processor has several under way at once.
   */
  private void lookUpAll() {
    for (var i = 0; i < batch.remaining(); i++) {
      if (hasKey(i)) batch.peek(i).key().hashCode();
    }
    for (var i = 0; i < batch.remaining(); i++) {
      if (hasKey(i)) seen = store.get(batch.peek(i).key());
    }
  }

  // end::look-ahead[]

  private boolean hasKey(int i) {
    return Command.keysOf(batch.peek(i)) == Command.Keys.FIRST_ARGUMENT;
  }

  @Override
  public void feed(byte[] bytes, int from, int to) {
    decoder.feed(bytes, from, to);
  }

  @Override
  public void keep() {
    decoder.keep();
    batch.keep();
  }
}
