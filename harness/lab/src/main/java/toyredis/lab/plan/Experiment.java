package toyredis.lab.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import picocli.CommandLine.TypeConversionException;
import toyredis.lab.option.Sweep;
import toyredis.lab.server.Server;
import toyredis.report.compare.Comparison;
import toyredis.results.LoadSettings;

/**
 * Load runs of several servers, side by side. The runs go block by block. In a block each server
 * meets each value of the swept parameter once; the values come in random order, and at each value
 * the servers do, one right after the other: what changes on the machine meanwhile falls on all of
 * them alike. The order follows from the seed alone.
 *
 * @param name of the experiment, as its results say
 * @param servers as on the command line: {@code "step4/batch"}, {@code "redis"}
 * @param sweep the swept parameter and its values
 * @param load the load, but for the swept parameter and the seed: block n is run with the load's
 *     seed + n − 1
 * @param blocks runs of each server at each value
 * @param ceiling whether the null server is measured, too, once at each value, first of all
 */
public record Experiment(
    String name,
    List<String> servers,
    Sweep sweep,
    LoadSettings load,
    int blocks,
    boolean ceiling) {

  public static final int MOST_BLOCKS = 1000;

  /** All runs, in the order in which they are made. */
  public List<Run.Load> runs() {
    var random = new Random(load.seed());
    var runs = new ArrayList<Run.Load>();
    for (int block = 1; block <= blocks; block++) {
      var values = new ArrayList<>(sweep.values());
      Collections.shuffle(values, random);
      for (var value : values) {
        var order = new ArrayList<>(servers);
        Collections.shuffle(order, random);
        var settings = sweep.at(value, load).withSeed(load.seed() + block - 1);
        var part = value.isEmpty() ? "" : sweep.parameter().id().charAt(0) + value;
        if (ceiling && block == 1) {
          // the other runs' results say how near they came to it
          var busy = settings.withoutPause();
          runs.add(new Run.Load(name, Comparison.CEILING, value, part, block, busy));
        }
        for (var server : order) {
          runs.add(new Run.Load(name, server, value, part, block, settings));
        }
      }
    }
    return runs;
  }

  /**
   * Makes sure that it can be run.
   *
   * @throws IllegalArgumentException in one line when it cannot
   * @throws TypeConversionException when a server's name is none
   */
  public void check() {
    var converter = new Server.Converter();
    for (var server : servers) {
      if (converter.convert(server) instanceof Server.All) {
        throw new IllegalArgumentException("'all' are several servers");
      }
    }
    if (sweep.values().isEmpty()) throw new IllegalArgumentException("it sweeps no value");
    for (var value : sweep.values()) sweep.at(value, load);
    if (blocks < 1 || blocks > MOST_BLOCKS) {
      throw new IllegalArgumentException("blocks must be from 1 to " + MOST_BLOCKS);
    }
  }
}
