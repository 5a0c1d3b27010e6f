package toyredis.lab.server;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import toyredis.results.ServerInfo;
import toyredis.results.Step;

/** What a command is to be tried on, as it is named. */
public sealed interface Server {

  /**
   * A step, started fresh for each run.
   *
   * @param variant its variant; empty for the step's default
   * @param threads {@code "virtual"} or {@code "platform"}; empty for the step's default
   */
  record OfStep(Step step, String variant, String threads) implements Server {
    /** A step as it is by default. */
    public OfStep(Step step) {
      this(step, "", "");
    }

    /** As options for the server. */
    public List<String> options() {
      var options = new ArrayList<String>();
      if (!variant.isEmpty()) options.addAll(List.of("--variant", variant));
      if (!threads.isEmpty()) options.addAll(List.of("--threads", threads));
      return options;
    }

    @Override
    public String label() {
      return step.id()
          + (variant.isEmpty() ? "" : "/" + variant)
          + (threads.isEmpty() ? "" : "/" + threads);
    }
  }

  /**
   * An exercise that is a server, compiled from the reader's file and started fresh for each run.
   *
   * @param id {@code "2.7"}
   * @param variant of its own; empty for its default
   */
  record OfExercise(String id, String variant) implements Server {
    /** As options for the server. */
    public List<String> options() {
      return variant.isEmpty() ? List.of() : List.of("--variant", variant);
    }

    @Override
    public String label() {
      return id + (variant.isEmpty() ? "" : "/" + variant);
    }
  }

  /** A redis-server, started fresh for each run. */
  record Redis() implements Server {
    @Override
    public String label() {
      return RedisServer.NAME;
    }
  }

  /** A Redis Cluster of three nodes, started fresh for each run. */
  record Cluster() implements Server {
    @Override
    public String label() {
      return RedisCluster.NAME;
    }
  }

  /** The server that answers everything with a constant, started fresh for each run. */
  record Null() implements Server {
    @Override
    public String label() {
      return ServerInfo.NULL_SERVER;
    }
  }

  /** A server that is already there. */
  record Remote(InetSocketAddress address) implements Server {
    @Override
    public String label() {
      return address.getHostString() + ":" + address.getPort();
    }
  }

  /** All five steps. */
  record All() implements Server {
    @Override
    public String label() {
      return "all";
    }
  }

  /** As it is named on the command line: {@code step4/batch}. */
  String label();

  /** The servers, with {@code all} written out. */
  static List<Server> expand(List<Server> named) {
    var servers = new ArrayList<Server>();
    for (var server : named) {
      if (server instanceof All) {
        for (var step : Step.values()) servers.add(new OfStep(step));
      } else {
        servers.add(server);
      }
    }
    return servers;
  }

  /**
   * Reads {@code step3}, {@code step4/batch}, {@code step2/platform}, {@code
   * step2/reentrant/platform}, {@code 2.7} for an exercise, {@code 7.1/owner}, {@code all}, {@code
   * redis}, {@code redis-cluster}, {@code null} or {@code host:port}.
   */
  final class Converter implements ITypeConverter<Server> {
    @Override
    public Server convert(String name) {
      switch (name) {
        case "all":
          return new All();
        case RedisServer.NAME:
          return new Redis();
        case RedisCluster.NAME:
          return new Cluster();
        case ServerInfo.NULL_SERVER:
          return new Null();
        default:
      }
      int colon = name.lastIndexOf(':');
      try {
        if (colon < 0) return step(name);
        return new Remote(
            new InetSocketAddress(
                name.substring(0, colon), Integer.parseInt(name.substring(colon + 1))));
      } catch (NumberFormatException e) {
        throw new TypeConversionException("'" + name + "' has no port number after its colon");
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }

    /** A step, its variant and its kind of threads, as far as they are said; or an exercise. */
    private static Server step(String name) {
      // a trailing slash comes from the shell's completion
      var words = name.replaceFirst("/$", "").split("/", -1);
      if (words[0].matches("\\d+\\.\\d+") && words.length <= 2) {
        return new OfExercise(words[0], words.length == 2 ? words[1] : "");
      }
      Step step;
      try {
        step = Step.named(words[0]);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(
            e.getMessage()
                + ", all, redis, redis-cluster, null (a server that does nothing), or host:port");
      }
      var variant = "";
      var threads = "";
      for (int i = 1; i < words.length; i++) {
        boolean kindOfThread = words[i].equals("platform") || words[i].equals("virtual");
        if (kindOfThread && threads.isEmpty()) {
          threads = words[i];
        } else if (!kindOfThread && variant.isEmpty() && threads.isEmpty()) {
          variant = words[i];
        } else {
          throw new TypeConversionException(
              "'" + name + "' is not STEP/VARIANT/THREADS, as in step2/reentrant/platform");
        }
      }
      step.requireTakes(variant, threads);
      return new OfStep(step, variant, threads);
    }
  }
}
