package toyredis.lab;

import java.util.List;
import java.util.stream.Stream;

/** The five steps, as the lab starts them. */
enum Step {
  STEP1("step1-naive-map", "hashmap"),
  STEP2("step2-mutex", "synchronized", "reentrant"),
  STEP3("step3-rwlock", "rwlock", "stamped", "concurrent-map"),
  STEP4("step4-single-writer", "per-command", "batch"),
  STEP5("step5-nio", "single-loop", "multi-loop");

  private final String folder;
  private final List<String> variants;

  Step(String folder, String... variants) {
    this.folder = folder;
    this.variants = List.of(variants);
  }

  /** Its variants, the default first. */
  List<String> variants() {
    return variants;
  }

  /** The kinds of threads that it runs on, the default first. */
  List<String> threads() {
    return this == STEP5 ? List.of("loop") : List.of("virtual", "platform");
  }

  /**
   * Makes sure that its server takes these.
   *
   * @param variant empty or null for the default, as {@code threads}
   * @throws IllegalArgumentException in one line when it does not
   */
  void requireTakes(String variant, String threads) {
    requireOneOf("variant", variant, variants);
    requireOneOf("kind of threads", threads, threads());
  }

  private void requireOneOf(String what, String choice, List<String> choices) {
    if (choice == null || choice.isEmpty() || choices.contains(choice)) return;
    throw new IllegalArgumentException(
        "%s has no %s '%s': name %s"
            .formatted(label(), what, choice, String.join(" or ", choices)));
  }

  /** {@code "step1"} for one. */
  String label() {
    return "step" + number();
  }

  /** The folder in the checkout, and the jar's name. */
  String folder() {
    return folder;
  }

  int number() {
    return ordinal() + 1;
  }

  /**
   * The step that {@code step3}, {@code 3} or {@code step3-rwlock} names.
   *
   * @throws IllegalArgumentException when it names none
   */
  static Step of(String name) {
    // a trailing slash comes from the shell's completion
    var plain = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    return Stream.of(values())
        .filter(s -> plain.equals(s.label()) || plain.equals(s.folder))
        .findFirst()
        .or(() -> Stream.of(values()).filter(s -> plain.equals("" + s.number())).findFirst())
        .orElseThrow(
            () -> new IllegalArgumentException("'" + name + "' is no step: name step1 … step5"));
  }
}
