package toyredis.load.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import toyredis.load.TinyServer;
import toyredis.load.client.Requests;
import toyredis.results.LoadSettings;
import toyredis.results.LoadSettings.KeyChoice;
import toyredis.results.LoadSettings.Keys;
import toyredis.results.LoadSettings.Mix;

/**
 * What the generator asks for. The seed is fixed, so each test says the same every time; the bounds
 * of chi-square are those that one even choice in a thousand exceeds.
 */
class WorkloadTest {
  private static final int REQUESTS = 100_000;

  @Test
  void commandsComeByTheirWeights() throws IOException {
    var load = LoadSettings.closedLoop(1).withMix(new Mix(50, 30, 10, 6, 4));
    var counts = new HashMap<String, Integer>();
    for (var request : requests(load, 0)) counts.merge(request.getFirst(), 1, Integer::sum);
    var expected = Map.of("GET", 0.50, "SET", 0.30, "INCR", 0.10, "DEL", 0.06, "KEYS", 0.04);
    assertEquals(expected.keySet(), counts.keySet());
    double chiSquare = 0;
    for (var command : expected.keySet()) {
      chiSquare += term(counts.get(command), expected.get(command) * REQUESTS);
    }
    assertTrue(chiSquare < 18.5, counts + ": " + chiSquare);
  }

  @Test
  void aCommandOfWeightZeroNeverComes() throws IOException {
    var load = LoadSettings.closedLoop(1).withMix(new Mix(0, 1, 0, 1, 0));
    for (var request : requests(load, 0)) {
      assertTrue(List.of("SET", "DEL").contains(request.getFirst()), request.toString());
    }
  }

  @Test
  void uniformKeysAreEachAsLikely() throws IOException {
    var load = LoadSettings.closedLoop(1).withKeys(new Keys(KeyChoice.UNIFORM, 100));
    double chiSquare = chiSquare(keys(load, 0), 100, _ -> 1 / 100.0);
    assertTrue(chiSquare < 148.3, "chi-square " + chiSquare);
  }

  @Test
  void zipfianKeysComeInProportionToOneOverTheirRankToThePowerOf099() throws IOException {
    int keys = 200;
    double sum = 0;
    for (int rank = 1; rank <= keys; rank++) sum += Math.pow(rank, -0.99);
    double total = sum;
    var load = LoadSettings.closedLoop(1).withKeys(new Keys(KeyChoice.ZIPFIAN, keys));
    double chiSquare = chiSquare(keys(load, 0), keys, k -> Math.pow(k + 1, -0.99) / total);
    assertTrue(chiSquare < 267.5, "chi-square " + chiSquare);
  }

  @Test
  void ownKeysAreDealtOutSoThatEveryKeyHasOneOwner() throws IOException {
    var load = LoadSettings.closedLoop(3).withKeys(new Keys(KeyChoice.OWN, 10));
    var owners = new TreeMap<Integer, Integer>();
    for (int connection = 0; connection < 3; connection++) {
      for (int key : keys(load, connection).keySet()) {
        assertEquals(null, owners.put(key, connection), "two owners of key " + key);
      }
    }
    assertEquals(10, owners.size());
  }

  @Test
  void valueSizesAreSpreadOverTheirRange() throws IOException {
    var load = LoadSettings.closedLoop(1).withMix(Mix.ofReadShare(0)).withValueBytes(16, 25);
    var counts = new HashMap<Integer, Integer>();
    for (var request : requests(load, 0))
      counts.merge(request.get(2).length() - 16, 1, Integer::sum);
    double chiSquare = chiSquare(counts, 10, _ -> 1 / 10.0);
    assertTrue(chiSquare < 27.9, counts + ": " + chiSquare);
  }

  @Test
  void countersHaveKeysOfTheirOwn() throws IOException {
    var load = LoadSettings.closedLoop(1).withMix(new Mix(1, 1, 1, 1, 1));
    var prefixes = new HashSet<String>();
    for (var request : requests(load, 0)) {
      prefixes.add(request.getFirst() + " " + request.get(1).substring(0, 4));
    }
    assertEquals(
        new HashSet<>(List.of("GET key:", "SET key:", "INCR ctr:", "DEL key:", "KEYS key:")),
        prefixes);
  }

  private static double chiSquare(
      Map<Integer, Integer> counts, int bins, IntToDoubleFunction probability) {
    assertTrue(counts.keySet().stream().allMatch(k -> k >= 0 && k < bins), counts.toString());
    double sum = 0;
    for (int bin = 0; bin < bins; bin++) {
      sum += term(counts.getOrDefault(bin, 0), probability.applyAsDouble(bin) * REQUESTS);
    }
    return sum;
  }

  private static double term(int observed, double expected) {
    return (observed - expected) * (observed - expected) / expected;
  }

  private static Map<Integer, Integer> keys(LoadSettings load, int connection) throws IOException {
    var counts = new TreeMap<Integer, Integer>();
    for (var request : requests(load, connection)) {
      counts.merge(Integer.valueOf(request.get(1).substring(4)), 1, Integer::sum);
    }
    return counts;
  }

  private static List<List<String>> requests(LoadSettings load, int number) throws IOException {
    load.check();
    var requests = new Requests(load);
    var workload = new Workload(load, 1, requests);
    var connection = new Connection(number, 1, load.seed());
    var bytes = new byte[requests.maxLength()];
    var all = new ArrayList<List<String>>();
    for (int i = 0; i < REQUESTS; i++) {
      int end = workload.next(connection, 0, bytes, 0);
      all.add(TinyServer.request(new ByteArrayInputStream(bytes, 0, end)));
    }
    return all;
  }
}
