package toyredis.server;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import toyredis.server.Store.Condition;

/**
 * Applies requests to a store: the commands' arguments, their replies and their errors, word for
 * word as redis-server 7.0 has them. It knows nothing of connections or threads; it is as safe to
 * share between threads as the store is.
 */
public final class Commands {
  private final Store store;
  private final Store unrecorded; // of lookAhead: a look-up is no store call
  private final ServerOptions options;
  private final boolean[] hasKey = new boolean[Batch.LARGEST]; // of lookAhead: one thread only
  private byte[] seen; // of lookAhead; kept, or the compiler would leave the looking out

  public Commands(Store store, ServerOptions options) {
    this.store = options.storeEvents() ? new RecordedStore(store) : store;
    unrecorded = store;
    this.options = options;
  }

  /**
   * Applies a batch, request by request, and appends the replies. None behind a QUIT is applied;
   * and when the replies are {@link ReplyBuffer#isFull full}, those that are left stay in the
   * batch.
   */
  public void apply(Batch batch, Session session, ReplyBuffer reply) {
    while (!session.closing() && !reply.isFull()) {
      var request = batch.next();
      if (request == null) break;
      apply(request, session, reply);
    }
  }

  // tag::look-ahead[]
  /**
   * Looks up the keys of a batch that is about to be applied, for no other reason than to have
   * their entries in the processor's cache by then. A look-up waits for memory several times; when
   * many follow one another and nothing else is between them, the processor has several under way
   * at once. Worth it only where a look-up takes no lock.
   */
  public void lookAhead(Batch batch) {
    if (batch.remaining() == 1) return;
    for (var i = 0; i < batch.remaining(); i++) {
      var request = batch.peek(i);
      hasKey[i] = Command.keysOf(request) == Command.Keys.FIRST_ARGUMENT;
      if (hasKey[i]) request.key().hashCode();
    }
    for (var i = 0; i < batch.remaining(); i++) {
      if (hasKey[i]) seen = unrecorded.get(batch.peek(i).key());
    }
  }

  // end::look-ahead[]

  /** Applies one request and appends its reply. Never throws: what goes wrong is the reply. */
  public void apply(Request request, Session session, ReplyBuffer reply) {
    try {
      var command = request.command();
      if (command == null) {
        throw unknownCommand(request);
      }
      if (!command.takes(request.count())) throw wrongNumberOfArguments(command.name());
      if (command.needsMemory() && options.memory().isReachedBy(request.length())) {
        throw new CommandException("OOM command not allowed when used memory > 'maxmemory'.");
      }
      apply(command, request, session, reply);
    } catch (CommandException e) {
      reply.error(e.getMessage());
    } catch (RuntimeException e) {
      // A store that breaks under concurrent access ends here. The client is told, and lives on.
      reply.error("ERR " + e.getClass().getSimpleName() + " in the store");
    }
  }

  private void apply(Command command, Request request, Session session, ReplyBuffer reply) {
    switch (command) {
      case GET -> valueOrNil(store.get(request.key()), session, reply);
      case SET -> set(request, session, reply);
      case DEL -> {
        var deleted = 0;
        for (var i = 1; i < request.count(); i++) {
          if (store.delete(request.text(i))) deleted++;
        }
        reply.integer(deleted);
      }
      case EXISTS -> {
        var found = 0;
        for (var i = 1; i < request.count(); i++) {
          if (store.get(request.text(i)) != null) found++;
        }
        reply.integer(found);
      }
      case INCR -> reply.integer(store.increment(request.key(), 1));
      case DECR -> reply.integer(store.increment(request.key(), -1));
      case INCRBY -> reply.integer(store.increment(request.key(), request.integer(2)));
      case DECRBY -> reply.integer(store.increment(request.key(), negated(request.integer(2))));
      case KEYS -> {
        var keys = store.keys(new Glob(request.text(1)));
        reply.array(keys.size());
        for (var key : keys) reply.bulk(key);
      }
      case DBSIZE -> reply.integer(store.size());
      case FLUSHALL, FLUSHDB -> {
        var asked = request.count() > 1;
        if (request.count() > 2 || asked && !request.is(1, "SYNC") && !request.is(1, "ASYNC")) {
          throw syntaxError();
        }
        store.clear();
        options.memory().freed();
        reply.simple("OK");
      }
      case PING -> {
        if (request.count() > 2) throw wrongNumberOfArguments("PING");
        if (request.count() == 2) reply.bulk(request.bytes(1));
        else reply.simple("PONG");
      }
      case ECHO -> reply.bulk(request.bytes(1));
      case QUIT -> {
        reply.simple("OK");
        session.close();
      }
      case SELECT -> {
        var database = request.integer(1);
        if (database != (int) database) {
          throw new CommandException(
              "ERR value is out of range, value must between -2147483648 and 2147483647");
        }
        if (database != 0) throw new CommandException("ERR DB index is out of range");
        reply.simple("OK");
      }
      case HELLO -> hello(request, session, reply);
      case CLIENT -> client(request, session, reply);
      case CONFIG -> config(request, session, reply);
      case COMMAND -> CommandDocs.apply(request, session, reply);
      case INFO -> reply.bulk(info(request));
    }
  }

  private void set(Request request, Session session, ReplyBuffer reply) {
    var condition = Condition.ALWAYS;
    var answerPrevious = false;
    for (var i = 3; i < request.count(); i++) {
      if (request.is(i, "NX") && condition != Condition.IF_PRESENT) {
        condition = Condition.IF_ABSENT;
      } else if (request.is(i, "XX") && condition != Condition.IF_ABSENT) {
        condition = Condition.IF_PRESENT;
      } else if (request.is(i, "GET")) {
        answerPrevious = true;
      } else {
        for (var unsupported : List.of("EX", "PX", "EXAT", "PXAT", "KEEPTTL")) {
          if (request.is(i, unsupported)) {
            throw new CommandException(
                "ERR SET option '" + unsupported + "' is not supported: keys here never expire");
          }
        }
        throw syntaxError();
      }
    }
    var previous = store.set(request.key(), request.bytes(2), condition);
    if (answerPrevious) valueOrNil(previous, session, reply);
    else if (condition.allows(previous)) reply.simple("OK");
    else reply.nil(session);
  }

  private static long negated(long number) {
    if (number == Long.MIN_VALUE) throw new CommandException("ERR decrement would overflow");
    return -number;
  }

  private void hello(Request request, Session session, ReplyBuffer reply) {
    var resp3 = session.resp3();
    if (request.count() > 1) {
      long version;
      try {
        version = request.integer(1);
      } catch (CommandException e) {
        throw new CommandException("ERR Protocol version is not an integer or out of range");
      }
      if (version < 2 || version > 3) {
        throw new CommandException("NOPROTO unsupported protocol version");
      }
      resp3 = version == 3;
    }
    byte[] name = null;
    for (var i = 2; i < request.count(); i++) {
      if (request.is(i, "SETNAME") && i + 1 < request.count()) {
        name = clientName(request.bytes(++i));
      } else {
        throw new CommandException(
            "ERR Syntax error in HELLO option '"
                + shortened(request.text(i), Integer.MAX_VALUE)
                + "'");
      }
    }
    if (name != null) session.name(name);
    session.resp3(resp3);
    reply.map(session, 7);
    reply.bulk("server");
    reply.bulk("redis");
    reply.bulk("version");
    reply.bulk(ServerOptions.REDIS_VERSION);
    reply.bulk("proto");
    reply.integer(resp3 ? 3 : 2);
    reply.bulk("id");
    reply.integer(session.id());
    reply.bulk("mode");
    reply.bulk("standalone");
    reply.bulk("role");
    reply.bulk("master");
    reply.bulk("modules");
    reply.array(0);
  }

  private void client(Request request, Session session, ReplyBuffer reply) {
    if (request.is(1, "ID")) {
      requireCount(request, 2, "client|id");
      reply.integer(session.id());
    } else if (request.is(1, "GETNAME")) {
      requireCount(request, 2, "client|getname");
      valueOrNil(session.name(), session, reply);
    } else if (request.is(1, "SETNAME")) {
      requireCount(request, 3, "client|setname");
      session.name(clientName(request.bytes(2)));
      reply.simple("OK");
    } else if (request.is(1, "SETINFO")) {
      // Redis has it since 7.2; clients send it unasked, and say nothing more of it.
      requireCount(request, 4, "client|setinfo");
      reply.simple("OK");
    } else {
      throw unknownSubcommand(request, "CLIENT");
    }
  }

  /** The name as it is kept: null if it is empty, which takes a name away. */
  private static byte[] clientName(byte[] name) {
    for (var b : name) {
      if (b < '!' || b > '~') {
        throw new CommandException(
            "ERR Client names cannot contain spaces, newlines or special characters.");
      }
    }
    return name.length == 0 ? null : name;
  }

  private void config(Request request, Session session, ReplyBuffer reply) {
    if (!request.is(1, "GET")) throw unknownSubcommand(request, "CONFIG");
    if (request.count() < 3) throw wrongNumberOfArguments("config|get");
    var settings = options.asRedisConfig();
    settings
        .keySet()
        .removeIf(
            setting -> {
              for (var i = 2; i < request.count(); i++) {
                if (new Glob(request.text(i).toLowerCase(Locale.ROOT)).matches(setting))
                  return false;
              }
              return true;
            });
    reply.map(session, settings.size());
    settings.forEach(
        (setting, value) -> {
          reply.bulk(setting);
          reply.bulk(value);
        });
  }

  private byte[] info(Request request) {
    if (!wantsServerSection(request)) return new byte[0];
    var text =
        "# Server\r\nredis_version:"
            + ServerOptions.REDIS_VERSION
            + "\r\nredis_mode:standalone\r\nserver_name:toy-redis "
            + options.step()
            + "\r\nprocess_id:"
            + ProcessHandle.current().pid()
            + "\r\n";
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Whether INFO is asked for the one section that there is here. */
  private static boolean wantsServerSection(Request request) {
    for (var i = 1; i < request.count(); i++) {
      if (request.is(i, "SERVER")
          || request.is(i, "ALL")
          || request.is(i, "DEFAULT")
          || request.is(i, "EVERYTHING")) return true;
    }
    return request.count() == 1;
  }

  private static void valueOrNil(byte[] value, Session session, ReplyBuffer reply) {
    if (value == null) reply.nil(session);
    else reply.bulk(value);
  }

  static void requireCount(Request request, int count, String name) {
    if (request.count() != count) throw wrongNumberOfArguments(name);
  }

  static CommandException wrongNumberOfArguments(String name) {
    return new CommandException(
        "ERR wrong number of arguments for '" + name.toLowerCase(Locale.ROOT) + "' command");
  }

  static CommandException unknownSubcommand(Request request, String command) {
    return new CommandException(
        "ERR unknown subcommand '"
            + shortened(request.text(1), 128)
            + "'. Try "
            + command
            + " HELP.");
  }

  /** Redis names the command and what follows it, up to 128 bytes of each. */
  private static CommandException unknownCommand(Request request) {
    var arguments = new StringBuilder();
    for (var i = 1; i < request.count() && arguments.length() < 128; i++) {
      var room = 128 - arguments.length();
      arguments.append('\'').append(shortened(request.text(i), room)).append("' ");
    }
    return new CommandException(
        "ERR unknown command '"
            + shortened(request.text(0), 128)
            + "', with args beginning with: "
            + arguments);
  }

  /** At most so many chars; and, since Redis is written in C, none from a NUL on. */
  private static String shortened(String text, int length) {
    var nul = text.indexOf(0);
    return text.substring(0, Math.min(length, nul < 0 ? text.length() : nul));
  }

  private static CommandException syntaxError() {
    return new CommandException("ERR syntax error");
  }
}
