package toyredis.server;

/** What a client says and asks of its own connection and of others: HELLO and CLIENT. */
final class ClientCommands {
  private ClientCommands() {}

  static void hello(Request request, Session session, ReplyBuffer reply) {
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
                + Commands.shortened(request.text(i), Integer.MAX_VALUE)
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

  static void client(Request request, Session session, Clients clients, ReplyBuffer reply) {
    if (request.is(1, "ID")) {
      Commands.requireCount(request, 2, "client|id");
      reply.integer(session.id());
    } else if (request.is(1, "GETNAME")) {
      Commands.requireCount(request, 2, "client|getname");
      Commands.valueOrNil(session.name(), session, reply);
    } else if (request.is(1, "SETNAME")) {
      Commands.requireCount(request, 3, "client|setname");
      session.name(clientName(request.bytes(2)));
      reply.simple("OK");
    } else if (request.is(1, "SETINFO")) {
      // Redis has it since 7.2; clients send it unasked, and say nothing more of it.
      Commands.requireCount(request, 4, "client|setinfo");
      reply.simple("OK");
    } else if (request.is(1, "LIST")) {
      if (request.count() > 2) throw Commands.syntaxError();
      reply.verbatim(session, clients.list());
    } else if (request.is(1, "HELP")) {
      Commands.help(
          request,
          "CLIENT",
          reply,
          "GETNAME",
          "    Answer this connection's name.",
          "ID",
          "    Answer this connection's number.",
          "LIST",
          "    Describe all connections.",
          "SETINFO <attribute> <value>",
          "    Accepted, and forgotten.",
          "SETNAME <name>",
          "    Name this connection.");
    } else {
      throw Commands.unknownSubcommand(request, "CLIENT");
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
}
