package toyredis.results;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The five steps: how they are called, where they are, and what their servers take. */
public enum Step {
  NAIVE_MAP("1 naive map", "step1-naive-map", "hashmap"),
  MUTEX("2 mutex", "step2-mutex", "synchronized", "reentrant"),
  READ_WRITE_LOCK("3 read-write lock", "step3-rwlock", "rwlock", "stamped", "concurrent-map"),
  SINGLE_WRITER("4 single writer", "step4-single-writer", "per-command", "batch"),
  EVENT_LOOP("5 event loop", "step5-nio", "single-loop", "look-ahead", "multi-loop");

  private final String label;
  private final String folder;
  private final List<String> variants;

  Step(String label, String folder, String... variants) {
    this.label = label;
    this.folder = folder;
    this.variants = List.of(variants);
  }

  /**
   * {@code "step1"} … {@code "step5"}: what the user types, the server's name in a result, and the
   * lesson's file.
   */
  public String id() {
    return "step" + number();
  }

  /** 1 to 5. */
  public int number() {
    return ordinal() + 1;
  }

  /** What charts and tables call it: {@code "2 mutex"}. */
  public String label() {
    return label;
  }

  /** The folder in the checkout, and the jar's name. */
  public String folder() {
    return folder;
  }

  /** Its variants, the default first: that one its lesson is about. */
  public List<String> variants() {
    return variants;
  }

  /** The kinds of threads that it runs on, the default first. */
  public List<String> threads() {
    return this == EVENT_LOOP ? List.of("loop") : List.of("virtual", "platform");
  }

  /**
   * Makes sure that its server takes these.
   *
   * @param variant empty or null for the default, as {@code threads}
   * @throws IllegalArgumentException in one line when it does not
   */
  public void requireTakes(String variant, String threads) {
    requireOneOf("variant", variant, variants);
    requireOneOf("kind of threads", threads, threads());
  }

  private void requireOneOf(String what, String choice, List<String> choices) {
    if (choice == null || choice.isEmpty() || choices.contains(choice)) return;
    throw new IllegalArgumentException(
        Digits.in("%s has no %s '%s': name %s", id(), what, choice, String.join(" or ", choices)));
  }

  /** The step of this id, or empty for a server that is none of the steps. */
  public static Optional<Step> of(String id) {
    return Arrays.stream(values()).filter(step -> step.id().equals(id)).findFirst();
  }

  /**
   * The step that {@code step3}, {@code 3} or {@code step3-rwlock} names.
   *
   * @throws IllegalArgumentException in one line when it names none
   */
  public static Step named(String typed) {
    // a trailing slash comes from the shell's completion
    var name = typed.endsWith("/") ? typed.substring(0, typed.length() - 1) : typed;
    return Stream.of(values())
        .filter(s -> List.of(s.id(), s.folder, "" + s.number()).contains(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("'" + typed + "' is no step: name step1 … step5"));
  }
}
