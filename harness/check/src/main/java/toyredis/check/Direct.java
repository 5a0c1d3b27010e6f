package toyredis.check;

import java.io.ByteArrayOutputStream;
import java.util.List;
import toyredis.server.Clients;
import toyredis.server.Commands;
import toyredis.server.Extension;
import toyredis.server.ProtocolException;
import toyredis.server.ReplyBuffer;
import toyredis.server.RequestDecoder;
import toyredis.server.ServerOptions;
import toyredis.server.Store;

/**
 * A client without a network: its commands are applied in the thread that calls, to the reader's
 * store and by the reader's extension. For an actor of a {@link Duel}, whose thread must be known.
 */
public final class Direct {
  private static final ServerOptions OPTIONS =
      ServerOptions.parse("check", List.of("direct"), List.of("virtual"), new String[0]);

  private final Commands commands;
  private final Clients clients = new Clients();

  private Direct(Commands commands) {
    this.commands = commands;
  }

  /** Applies commands to these. */
  public static Direct on(Store store, Extension extension) {
    Extension stepping =
        (request, session, reply) -> {
          var applied = extension.apply(request, session, reply);
          Actor.stepInside(); // others can come before the table of commands is asked
          return applied;
        };
    return new Direct(new Commands(store, OPTIONS, new Clients(), stepping));
  }

  /** The reply to a command, line ends as {@code \r\n}. */
  public String ask(String command) {
    var request = Words.request(command);
    var decoder = new RequestDecoder(OPTIONS.maxValue(), OPTIONS.memory());
    decoder.feed(request, 0, request.length);
    var reply = new ReplyBuffer();
    try {
      commands.apply(decoder.next(), clients.add(null, null), reply);
    } catch (ProtocolException e) {
      throw new IllegalArgumentException(command, e);
    }
    return Bytes.shown(written(reply));
  }

  private static byte[] written(ReplyBuffer reply) {
    var bytes = new ByteArrayOutputStream();
    for (var part : reply.toWrite()) {
      bytes.write(part.array(), part.arrayOffset() + part.position(), part.remaining());
    }
    return bytes.toByteArray();
  }
}
