package toyredis.report;

import java.awt.Color;
import java.util.Arrays;
import java.util.Optional;

/**
 * The five steps, and how each is called and drawn wherever it appears: in every chart and on every
 * page the same colour and the same marker. The colours are those of Okabe and Ito, which readers
 * with any kind of colour vision tell apart; the second one is its lighter twin for dark pages.
 */
public enum Step {
  NAIVE_MAP("step1", "hashmap", "1 naive map", 0xD55E00, 0xF0803C, 166, MarkerShape.CIRCLE),
  MUTEX("step2", "synchronized", "2 mutex", 0xE69F00, 0xF2B84B, 178, MarkerShape.SQUARE),
  READ_WRITE_LOCK(
      "step3", "rwlock", "3 read-write lock", 0x009E73, 0x34C3A0, 36, MarkerShape.TRIANGLE_UP),
  SINGLE_WRITER(
      "step4", "per-command", "4 single writer", 0x0072B2, 0x5AB0EA, 32, MarkerShape.DIAMOND),
  EVENT_LOOP(
      "step5", "single-loop", "5 event loop", 0xCC79A7, 0xE29BC4, 175, MarkerShape.TRIANGLE_DOWN);

  private final String id;
  private final String mainVariant;
  private final String label;
  private final Color color;
  private final Color colorOnDark;
  private final int terminalColor;
  private final MarkerShape shape;

  Step(
      String id,
      String mainVariant,
      String label,
      int color,
      int colorOnDark,
      int terminalColor,
      MarkerShape shape) {
    this.id = id;
    this.mainVariant = mainVariant;
    this.label = label;
    this.color = new Color(color);
    this.colorOnDark = new Color(colorOnDark);
    this.terminalColor = terminalColor;
    this.shape = shape;
  }

  /** {@code "step1"} … {@code "step5"}: the server's name in a result, and the lesson's file. */
  public String id() {
    return id;
  }

  /** What charts and tables call it: {@code "2 mutex"}. */
  public String label() {
    return label;
  }

  Color color(boolean onDark) {
    return onDark ? colorOnDark : color;
  }

  /** The variant that its lesson is about, and that is drawn plainly. */
  String mainVariant() {
    return mainVariant;
  }

  /** Its number as a character. */
  char digit() {
    return id.charAt(id.length() - 1);
  }

  /**
   * How a candidate of this step is drawn.
   *
   * @param variation 0 for the first of them
   * @param letter its marker in a terminal
   */
  Look look(int variation, char letter) {
    return new Look(color, colorOnDark, terminalColor, shape, variation, letter);
  }

  /** The step of this id, or empty for a server that is none of the steps. */
  static Optional<Step> of(String id) {
    return Arrays.stream(values()).filter(step -> step.id.equals(id)).findFirst();
  }
}
