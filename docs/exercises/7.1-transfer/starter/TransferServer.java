import java.io.IOException;
import java.util.List;
import toyredis.server.ServerOptions;
import toyredis.server.ThreadPerConnectionServer;
import toyredis.step5.NioServer;

/** The five designs as servers; nothing is to be done here. */
final class TransferServer {
  public static void main(String[] args) throws IOException {
    var threads = List.of(args).contains("loop") ? List.of("loop") : List.of("virtual", "platform");
    var options =
        ServerOptions.parse(
            "transfer", List.of("mutex", "striped", "owner", "loop", "naive"), threads, args);
    var bank =
        switch (options.variant()) {
          case "mutex" -> new MutexBank(options.newMap());
          case "striped" -> new StripedBank(options.newConcurrentMap());
          case "owner" -> new OwnerBank(options.newMap(), options.thread());
          default -> new NaiveBank(options.newMap()); // for one thread, or for too many
        };
    var commands = new TransferCommands(bank);
    if (options.variant().equals("loop")) NioServer.serve(options, bank, commands);
    else ThreadPerConnectionServer.serve(options, bank, commands);
  }
}
