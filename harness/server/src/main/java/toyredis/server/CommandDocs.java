package toyredis.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * COMMAND: what the server says of its own commands. redis-cli asks for it to complete and explain
 * what is typed; other clients ask how many commands there are.
 */
final class CommandDocs {
  // A line is: what the command does | its arguments; [x] may be left out, x... repeated, X=x is a
  // word and a value.
  // Looked up only when asked for, so that a server starts without it.
  private static final Map<Command, String> DOCS =
      Map.ofEntries(
          Map.entry(Command.PING, "connection|Ping the server|[message]"),
          Map.entry(Command.ECHO, "connection|Echo the given string|message"),
          Map.entry(Command.QUIT, "connection|Close the connection|"),
          Map.entry(Command.GET, "string|Get the value of a key|key"),
          Map.entry(Command.SET, "string|Set the string value of a key|key value [NX|XX] [GET]"),
          Map.entry(Command.DEL, "generic|Delete a key|key..."),
          Map.entry(Command.EXISTS, "generic|Determine if a key exists|key..."),
          Map.entry(Command.TYPE, "generic|Determine the type of a key's value|key"),
          Map.entry(Command.TTL, "generic|Seconds until a key expires: -1, or -2 if absent|key"),
          Map.entry(Command.PTTL, "generic|The same in milliseconds|key"),
          Map.entry(Command.STRLEN, "string|Get the length of a key's value|key"),
          Map.entry(Command.INCR, "string|Increment the integer value of a key by one|key"),
          Map.entry(Command.DECR, "string|Decrement the integer value of a key by one|key"),
          Map.entry(
              Command.INCRBY,
              "string|Increment the integer value of a key by a number|key increment"),
          Map.entry(
              Command.DECRBY,
              "string|Decrement the integer value of a key by a number|key decrement"),
          Map.entry(Command.KEYS, "generic|Find all keys matching the given pattern|pattern"),
          Map.entry(
              Command.SCAN,
              "generic|Find keys page by page|cursor [MATCH=pattern] [COUNT=count] [TYPE=type]"),
          Map.entry(Command.DBSIZE, "server|Return the number of keys|"),
          Map.entry(Command.FLUSHALL, "server|Remove all keys|[ASYNC|SYNC]"),
          Map.entry(Command.FLUSHDB, "server|Remove all keys|[ASYNC|SYNC]"),
          Map.entry(Command.HELLO, "connection|Agree on the protocol's version|[protover]"),
          Map.entry(Command.CLIENT, "connection|Who is connected|subcommand [argument...]"),
          Map.entry(Command.COMMAND, "server|Describe the commands|[subcommand] [name...]"),
          Map.entry(Command.CONFIG, "server|Read settings|GET pattern..."),
          Map.entry(Command.SELECT, "connection|Change the database; there is only 0|index"),
          Map.entry(Command.INFO, "server|Information about the server|[section...]"));

  private CommandDocs() {}

  static void apply(Request request, Session session, ReplyBuffer reply) {
    if (request.count() == 1) {
      reply.array(Command.values().length);
      for (var command : Command.values()) info(command, session, reply);
    } else if (request.is(1, "COUNT")) {
      Commands.requireCount(request, 2, "command|count");
      reply.integer(Command.values().length);
    } else if (request.is(1, "DOCS")) {
      var asked = asked(request);
      asked.removeIf(Objects::isNull);
      reply.map(session, asked.size());
      for (var command : asked) docs(command, session, reply);
    } else if (request.is(1, "INFO")) {
      var asked = asked(request);
      reply.array(asked.size());
      for (var command : asked) {
        if (command == null) reply.nil(session);
        else info(command, session, reply);
      }
    } else if (request.is(1, "HELP")) {
      Commands.help(
          request,
          "COMMAND",
          reply,
          "(no subcommand)",
          "    Describe all commands.",
          "COUNT",
          "    Count the commands.",
          "DOCS [<command-name> ...]",
          "    Explain all commands, or these.",
          "INFO [<command-name> ...]",
          "    Describe all commands, or these.");
    } else {
      throw Commands.unknownSubcommand(request, "COMMAND");
    }
  }

  /** The commands that are named in the request, or all; null where a name is none. */
  private static List<Command> asked(Request request) {
    var commands = new ArrayList<Command>();
    for (var i = 2; i < request.count(); i++) {
      Command named = null;
      for (var command : Command.values()) {
        if (request.is(i, command.name())) named = command;
      }
      commands.add(named);
    }
    if (request.count() == 2) commands.addAll(List.of(Command.values()));
    return commands;
  }

  /** Name, arity, flags, first key, last key, step between keys, and four lists left empty. */
  private static void info(Command command, Session session, ReplyBuffer reply) {
    var arguments = DOCS.get(command).split("\\|", 3)[2];
    var firstKey = arguments.startsWith("key") ? 1 : 0;
    var many = arguments.startsWith("key...");
    reply.array(10);
    reply.bulk(command.lowerCaseName());
    reply.integer(command.arity());
    reply.set(session, 0);
    reply.integer(firstKey);
    reply.integer(many ? -1 : firstKey);
    reply.integer(firstKey);
    reply.set(session, 0);
    reply.set(session, 0);
    reply.array(0);
    reply.array(0);
  }

  private static void docs(Command command, Session session, ReplyBuffer reply) {
    var parts = DOCS.get(command).split("\\|", 3);
    var arguments = parts[2].isEmpty() ? new String[0] : parts[2].split(" ");
    reply.bulk(command.lowerCaseName());
    reply.map(session, arguments.length == 0 ? 3 : 4);
    reply.bulk("summary");
    reply.bulk(parts[1]);
    reply.bulk("since");
    reply.bulk("1.0.0");
    reply.bulk("group");
    reply.bulk(parts[0]);
    if (arguments.length == 0) return;
    reply.bulk("arguments");
    reply.array(arguments.length);
    for (var argument : arguments) argument(argument, session, reply);
  }

  private static void argument(String argument, Session session, ReplyBuffer reply) {
    var flags = new ArrayList<String>();
    if (argument.startsWith("[")) {
      flags.add("optional");
      argument = argument.substring(1, argument.length() - 1);
    }
    if (argument.endsWith("...")) {
      flags.add("multiple");
      argument = argument.substring(0, argument.length() - 3);
    }
    var choices = argument.split("\\|");
    var isToken = !argument.equals(argument.toLowerCase(Locale.ROOT));
    var fields = 2 + (isToken && choices.length == 1 ? 1 : 0);
    reply.map(session, fields + (flags.isEmpty() ? 0 : 1) + (choices.length > 1 ? 1 : 0));
    reply.bulk("name");
    var word = argument.split("=");
    reply.bulk(choices.length > 1 ? "choice" : word[word.length - 1].toLowerCase(Locale.ROOT));
    reply.bulk("type");
    var pureToken = isToken && word.length == 1;
    reply.bulk(choices.length > 1 ? "oneof" : pureToken ? "pure-token" : "string");
    if (isToken && choices.length == 1) {
      reply.bulk("token");
      reply.bulk(word[0]);
    }
    if (!flags.isEmpty()) {
      reply.bulk("flags");
      reply.set(session, flags.size());
      for (var flag : flags) reply.simple(flag);
    }
    if (choices.length > 1) {
      reply.bulk("arguments");
      reply.array(choices.length);
      for (var choice : choices) argument(choice, session, reply);
    }
  }
}
