package toyredis.report.compare;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import toyredis.results.Digits;
import toyredis.results.LoadResult;

/** What differs between the runs of one server: the horizontal axis of a comparison. */
public enum SweptParameter {
  /** Nothing: one figure for each server. */
  NONE("", "") {
    @Override
    public double of(LoadResult run) {
      return 0;
    }
  },
  CONNECTIONS("connections", "Connections (N)") {
    @Override
    public double of(LoadResult run) {
      return run.load().connections();
    }
  },
  READ_SHARE("read-share", "GETs among the operations (%)") {
    @Override
    public double of(LoadResult run) {
      return Math.round(1000.0 * run.load().mix().reads() / run.load().mix().total()) / 10.0;
    }
  },
  PIPELINE("pipeline", "Pipelining depth (requests)") {
    @Override
    public double of(LoadResult run) {
      return run.load().pipeline();
    }
  },
  RATE("rate", "Offered rate (operations per second)") {
    @Override
    public double of(LoadResult run) {
      return run.load().arrivals().rate();
    }
  },
  VALUE_SIZE("value-size", "Value size (bytes)") {
    @Override
    public double of(LoadResult run) {
      return (run.load().valueMinBytes() + run.load().valueMaxBytes()) / 2.0;
    }
  };

  private final String id;
  private final String axisTitle;

  SweptParameter(String id, String axisTitle) {
    this.id = id;
    this.axisTitle = axisTitle;
  }

  /** Its value in a run, in the unit of its axis. */
  public abstract double of(LoadResult run);

  /** The name of its option, {@code "read-share"} for one; empty for {@link #NONE}. */
  public String id() {
    return id;
  }

  public String axisTitle() {
    return axisTitle;
  }

  /** What it is called in a title. */
  public String shortName() {
    return switch (this) {
      case NONE -> "";
      case CONNECTIONS -> "connections";
      case READ_SHARE -> "the share of GETs";
      case PIPELINE -> "the pipelining depth";
      case RATE -> "the offered rate";
      case VALUE_SIZE -> "the value size";
    };
  }

  /** A value of it in words, {@code "200 connections"}; empty for {@link #NONE}. */
  public String words(double value) {
    var number = Digits.asNeeded(value);
    return switch (this) {
      case NONE -> "";
      case CONNECTIONS -> number + (value == 1 ? " connection" : " connections");
      case READ_SHARE -> number + " % GETs";
      case PIPELINE -> "pipelining depth " + number;
      case RATE -> number + " operations per second offered";
      case VALUE_SIZE -> "values of " + number + " bytes";
    };
  }

  /** Its different values in the runs, ascending. */
  public List<Double> values(List<LoadResult> runs) {
    return runs.stream().map(this::of).distinct().sorted().toList();
  }

  /**
   * The parameter of this name.
   *
   * @throws IllegalArgumentException with one clear line, when there is none
   */
  public static SweptParameter named(String id) {
    return Arrays.stream(values())
        .filter(parameter -> parameter.id.equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'"
                        + id
                        + "' cannot be swept; there are "
                        + Arrays.stream(values())
                            .skip(1) // NONE
                            .map(p -> p.id)
                            .collect(Collectors.joining(", "))));
  }

  /** The parameter that differs between the runs; if several do, the first of them. */
  public static SweptParameter among(List<LoadResult> runs) {
    return Arrays.stream(values())
        .filter(parameter -> parameter.values(runs).size() > 1)
        .findFirst()
        .orElse(NONE);
  }
}
