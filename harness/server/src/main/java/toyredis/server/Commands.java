package toyredis.server;

import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import toyredis.server.Store.Condition;

/**
 * Applies requests to a store: the commands' arguments, their replies and their errors, word for
 * word as redis-server 7.0 has them. It knows nothing of connections or threads; it is as safe to
 * share between threads as the store is.
 */
public final class Commands {
  private final Store store;
  private final ServerOptions options;
  private final Clients clients;
  private final int stores;
  private final Extension extension;

  /**
   * @param store what the commands are applied to
   * @param clients whose commands they are
   */
  public Commands(Store store, ServerOptions options, Clients clients) {
    this(store, options, clients, 1, Extension.NONE);
  }

  /**
   * @param extension asked for each request before the table of commands is
   */
  public Commands(Store store, ServerOptions options, Clients clients, Extension extension) {
    this(store, options, clients, 1, extension);
  }

  /**
   * @param stores how many share the keys, {@code store} among them
   */
  public Commands(Store store, ServerOptions options, Clients clients, int stores) {
    this(store, options, clients, stores, Extension.NONE);
  }

  private Commands(
      Store store, ServerOptions options, Clients clients, int stores, Extension extension) {
    this.store = options.storeEvents() ? new RecordedStore(store) : store;
    this.options = options;
    this.clients = clients;
    this.stores = stores;
    this.extension = extension;
  }

  /** How many keys the store has. */
  public int keys() {
    return store.size();
  }

  /**
   * Applies a batch, request by request, and appends the replies. None behind a QUIT is applied;
   * and when the replies are {@link ReplyBuffer#isFull full}, those that are left stay in the
   * batch.
   */
  public void apply(Batch batch, Session session, ReplyBuffer reply) {
    var before = batch.remaining();
    while (!session.closing() && !reply.isFull()) {
      var request = batch.next();
      if (request == null) break;
      apply(request, session, reply);
    }
    session.count(before - batch.remaining());
  }

  /** Applies one request and appends its reply. Never throws: what goes wrong is the reply. */
  public void apply(Request request, Session session, ReplyBuffer reply) {
    try {
      if (extension.apply(request, session, reply)) return;
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
      case TYPE -> reply.simple(store.get(request.key()) == null ? "none" : "string");
      case TTL, PTTL -> reply.integer(store.get(request.key()) == null ? -2 : -1);
      case STRLEN -> {
        var value = store.get(request.key());
        reply.integer(value == null ? 0 : value.length);
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
      case SCAN -> Scan.apply(request, store, stores, reply);
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
      case HELLO -> ClientCommands.hello(request, session, reply);
      case CLIENT -> ClientCommands.client(request, session, clients, reply);
      case CONFIG -> config(request, session, reply);
      case COMMAND -> CommandDocs.apply(request, session, reply);
      case INFO -> {
        var keys = session.keysElsewhere() + store.size();
        reply.verbatim(session, Info.text(request, session, options, clients, keys));
      }
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

  private void config(Request request, Session session, ReplyBuffer reply) {
    if (request.is(1, "HELP")) {
      help(request, "CONFIG", reply, "GET <pattern>", "    Answer the settings that match.");
      return;
    }
    if (!request.is(1, "GET")) throw unknownSubcommand(request, "CONFIG");
    if (request.count() < 3) throw wrongNumberOfArguments("config|get");
    var settings = options.asRedisConfig();
    var asked = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    for (var i = 2; i < request.count(); i++) {
      var name = request.text(i);
      var lowerCase = name.toLowerCase(Locale.ROOT);
      if (settings.containsKey(lowerCase)) {
        asked.putIfAbsent(name, settings.get(lowerCase)); // it is answered as it was asked
      } else if (name.chars().anyMatch(c -> "*?[".indexOf(c) >= 0)) {
        var pattern = new Glob(lowerCase);
        settings.forEach(
            (setting, value) -> {
              if (pattern.matches(setting)) asked.putIfAbsent(setting, value);
            });
      }
    }
    reply.map(session, asked.size());
    asked.forEach(
        (setting, value) -> {
          reply.bulk(setting);
          reply.bulk(value);
        });
  }

  /** A value, or "no such key" if it is null. */
  public static void valueOrNil(byte[] value, Session session, ReplyBuffer reply) {
    if (value == null) reply.nil(session);
    else reply.bulk(value);
  }

  static void requireCount(Request request, int count, String name) {
    if (request.count() != count) throw wrongNumberOfArguments(name);
  }

  /** What a command with subcommands answers to HELP, in Redis's form. */
  static void help(Request request, String command, ReplyBuffer reply, String... lines) {
    requireCount(request, 2, command + "|help");
    reply.array(lines.length + 3);
    reply.simple(command + " <subcommand> [<arg> [value] [opt] ...]. Subcommands are:");
    for (var line : lines) reply.simple(line);
    reply.simple("HELP");
    reply.simple("    Prints this help.");
  }

  /**
   * The error of a request that a command does not take; public for an {@link Extension}.
   *
   * @param name the command's, in any case
   */
  public static CommandException wrongNumberOfArguments(String name) {
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
  static String shortened(String text, int length) {
    var nul = text.indexOf(0);
    return text.substring(0, Math.min(length, nul < 0 ? text.length() : nul));
  }

  /** The error of an option that a command does not know; public for an {@link Extension}. */
  public static CommandException syntaxError() {
    return new CommandException("ERR syntax error");
  }
}
