package toyredis.report.book;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the check of an exercise fared with right and wrong solutions.
 *
 * @param exercise its number, {@code "2.1"}
 */
public record Kills(String exercise, List<Member> members) {

  /**
   * One solution.
   *
   * @param sentence what is wrong with it, or how it is done
   * @param asItMust how many runs passed (of a right one) or failed (of a wrong one)
   * @param seconds of the longest run
   */
  public record Member(
      String name, boolean right, String sentence, int asItMust, int runs, double seconds) {

    public boolean good() {
      return runs > 0 && asItMust == runs;
    }
  }

  public List<Member> right() {
    return members.stream().filter(Member::right).toList();
  }

  public List<Member> wrong() {
    return members.stream().filter(member -> !member.right()).toList();
  }

  /** Of the longest run of all; 0 if there was none. */
  public double seconds() {
    return members.stream().mapToDouble(Member::seconds).max().orElse(0);
  }

  /** Where they are kept. */
  public static Path file(Path root) {
    return root.resolve("docs/exercises/zoo.json");
  }

  public static Optional<Kills> of(List<Kills> all, Exercise exercise) {
    return all.stream().filter(kills -> kills.exercise.equals(exercise.id())).findFirst();
  }

  /** All that is kept; nothing if there is no such file. */
  public static List<Kills> read(Path root) throws IOException {
    var all = new ArrayList<Kills>();
    if (Files.notExists(file(root))) return all;
    for (var each : JSON.std.mapFrom(Files.readString(file(root))).entrySet()) {
      var members = new ArrayList<Member>();
      for (var member : (List<?>) each.getValue()) {
        var of = (Map<?, ?>) member;
        members.add(
            new Member(
                (String) of.get("name"),
                (Boolean) of.get("right"),
                (String) of.get("sentence"),
                ((Number) of.get("as-it-must")).intValue(),
                ((Number) of.get("runs")).intValue(),
                ((Number) of.get("seconds")).doubleValue()));
      }
      all.add(new Kills(each.getKey(), List.copyOf(members)));
    }
    return all;
  }

  /** Keeps them, in this order. */
  public static void write(Path root, List<Kills> all) throws IOException {
    var json = new LinkedHashMap<String, Object>();
    for (var kills : all) {
      var members = new ArrayList<Map<String, Object>>();
      for (var member : kills.members) {
        var of = new LinkedHashMap<String, Object>();
        of.put("name", member.name);
        of.put("right", member.right);
        of.put("sentence", member.sentence);
        of.put("as-it-must", member.asItMust);
        of.put("runs", member.runs);
        of.put("seconds", Math.round(member.seconds * 10) / 10.0);
        members.add(of);
      }
      json.put(kills.exercise, members);
    }
    Files.writeString(
        file(root), JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(json) + "\n");
  }
}
