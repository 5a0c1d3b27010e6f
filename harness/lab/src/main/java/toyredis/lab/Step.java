package toyredis.lab;

import java.util.stream.Stream;

/** The five steps, as the lab starts them. */
enum Step {
  STEP1("step1-naive-map"),
  STEP2("step2-mutex"),
  STEP3("step3-rwlock"),
  STEP4("step4-single-writer"),
  STEP5("step5-nio");

  private final String folder;

  Step(String folder) {
    this.folder = folder;
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
