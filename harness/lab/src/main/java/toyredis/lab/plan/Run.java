package toyredis.lab.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import toyredis.results.LoadResult;
import toyredis.results.LoadSettings;
import toyredis.results.ProfileResult;
import toyredis.results.RaceResult;
import toyredis.results.Result;
import toyredis.results.Results;
import toyredis.results.ServerInfo;

/** One run of a plan: a fresh server, and a result in a file of its own. */
public sealed interface Run {
  /** As its result says. */
  String experiment();

  /** As on the command line: {@code "step4/batch"}, {@code "redis"}. */
  String server();

  /** What it is called in messages, and its file without the ending. */
  String name();

  /** About how long it takes. */
  double seconds();

  /** Whether a result of this experiment and server is of this very run. */
  boolean fits(Result result);

  /** A race check. */
  record Race(String experiment, String server) implements Run {
    @Override
    public String name() {
      return experiment + "-" + server;
    }

    @Override
    public double seconds() {
      return 2;
    }

    @Override
    public boolean fits(Result result) {
      return result instanceof RaceResult;
    }
  }

  /**
   * A load run.
   *
   * @param value of the parameter that its experiment sweeps; empty if it sweeps none
   * @param part the parameter's first letter and the value, {@code "c500"}; empty likewise
   * @param block counted from 1
   */
  record Load(
      String experiment, String server, String value, String part, int block, LoadSettings load)
      implements Run {
    /** About what it takes beside its warm-up and window: starting, filling, stopping. */
    private static final double OVERHEAD_SECONDS = 0.55;

    @Override
    public String name() {
      return experiment + "-" + plain(server) + (part.isEmpty() ? "" : "-" + part) + "-b" + block;
    }

    @Override
    public double seconds() {
      return load.warmupSeconds() + load.seconds() + OVERHEAD_SECONDS;
    }

    @Override
    public boolean fits(Result result) {
      return result instanceof LoadResult it && it.load().equals(load);
    }
  }

  /** A load run on a step under the recorder. */
  record Profile(String experiment, String server, LoadSettings load) implements Run {
    /** About what starting with the recorder, stopping, and reading the recording take. */
    private static final double OVERHEAD_SECONDS = 2;

    @Override
    public String name() {
      return experiment + "-" + plain(server);
    }

    @Override
    public double seconds() {
      return load.warmupSeconds() + load.seconds() + OVERHEAD_SECONDS;
    }

    @Override
    public boolean fits(Result result) {
      return result instanceof ProfileResult it && it.load().equals(load);
    }
  }

  /** A server's name as a file may have it. */
  private static String plain(String server) {
    return server.replace('/', '-').replace(':', '-');
  }

  /** Whether it has the variant and the kind of threads that the server's name says. */
  private boolean isOfVariant(ServerInfo found) {
    var said = Stream.of(server().split("/")).skip(1).toList();
    return List.of(found.variant(), found.threads()).containsAll(said);
  }

  /** Where its result is kept. */
  default Path file(Path folder) {
    return folder.resolve(name() + ".json");
  }

  /** Its result; null when it is not there. A file that cannot be read is no result. */
  default Result result(Path folder) {
    if (!Files.exists(file(folder))) return null;
    try {
      var result = Results.read(file(folder));
      boolean mine =
          result.experiment().equals(experiment())
              && (server() + "/").startsWith(result.server().name() + "/")
              && isOfVariant(result.server());
      return mine && fits(result) ? result : null;
    } catch (IOException unreadable) {
      return null;
    }
  }
}
