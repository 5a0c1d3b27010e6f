package toyredis.report.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import toyredis.results.Step;

/**
 * How one server is drawn in every chart. The colour and the shape are its step's; the filling and
 * the dashes tell apart what shares a step, also for a reader who sees no colours.
 *
 * @param role what the colour stands for, {@code "step2"}: a page may set it by this name
 * @param color on a white page
 * @param colorOnDark on a dark page
 * @param terminalColor in a terminal of 256 colours; -1 for the terminal's own
 * @param shape of its marker
 * @param variation 0 for the first server of this colour, 1 for the second …
 * @param letter its marker in a terminal
 */
public record Look(
    String role,
    Color color,
    Color colorOnDark,
    int terminalColor,
    MarkerShape shape,
    int variation,
    char letter) {

  private static final float[][] DASHES = {null, {7, 4.5f}, {2, 4}, {11, 4, 2, 4}};

  /** For ceilings and whatever else is no server. */
  public static final Look MUTED = muted('-');

  /** For a ratio that is decided. */
  static final Look BETTER =
      new Look("better", new Color(0x0B62A8), new Color(0x62B5F5), 32, MarkerShape.CIRCLE, 0, '+');

  static final Look WORSE =
      new Look("worse", new Color(0xB8420F), new Color(0xFF8F5E), 166, MarkerShape.CIRCLE, 0, '-');

  /** For the server that only answers: a ceiling that was measured. */
  static final Look NULL_SERVER = muted('n');

  /** A step's server, as its lesson is about it. */
  public static Look of(Step step) {
    return of(step, 0, Character.forDigit(step.number(), 10));
  }

  /**
   * A step's server. Each colour has a contrast of 3 or more to its page. Who sees no red or no
   * green tells them apart by yellow, blue or neither, and by light and dark.
   *
   * @param variation 0 for the first of the step's servers
   * @param letter its marker in a terminal
   */
  public static Look of(Step step, int variation, char letter) {
    return switch (step) {
      case NAIVE_MAP -> of(step, 0xD55E00, 0xFFA266, 166, MarkerShape.CIRCLE, variation, letter);
      case MUTEX -> of(step, 0x673B00, 0xA8741F, 136, MarkerShape.SQUARE, variation, letter);
      case READ_WRITE_LOCK ->
          of(step, 0x009674, 0x3FCFAA, 36, MarkerShape.TRIANGLE_UP, variation, letter);
      case SINGLE_WRITER ->
          of(step, 0x2E8FDB, 0x8BD2FF, 32, MarkerShape.DIAMOND, variation, letter);
      case EVENT_LOOP ->
          of(step, 0x6A1B7A, 0x9B5FD0, 134, MarkerShape.TRIANGLE_DOWN, variation, letter);
    };
  }

  private static Look of(
      Step step,
      int color,
      int onDark,
      int terminalColor,
      MarkerShape shape,
      int variation,
      char letter) {
    return new Look(
        step.id(), new Color(color), new Color(onDark), terminalColor, shape, variation, letter);
  }

  /** The same server, where the chart is about others. */
  Look asRest() {
    return new Look(
        "rest", new Color(0xB4BCC8), new Color(0x4E5766), 245, shape, variation, letter);
  }

  private static Look muted(char letter) {
    return new Look(
        "muted", new Color(0x5A6575), new Color(0xA3ACBA), 245, MarkerShape.CIRCLE, 0, letter);
  }

  /** A server that is none of the steps: Redis, for one. */
  static Look neutral(int index, char letter) {
    return new Look(
        "other", new Color(0x3A4250), new Color(0xC9D0DA), -1, MarkerShape.CROSS, index, letter);
  }

  /** All that a chart of the book or a comparison may be drawn in, each role once. */
  public static List<Look> all() {
    var looks = new ArrayList<Look>();
    for (var step : Step.values()) looks.add(of(step));
    looks.addAll(List.of(looks.getFirst().asRest(), neutral(0, 'r'), BETTER, WORSE, MUTED));
    return looks;
  }

  public Color color(boolean onDark) {
    return onDark ? colorOnDark : color;
  }

  public BasicStroke stroke(Weight weight) {
    return switch (weight) {
      case MAIN -> stroke(2.2f, DASHES[variation % DASHES.length]);
      case DASHED -> stroke(1.4f, new float[] {5, 4});
    };
  }

  private static BasicStroke stroke(float width, float[] dashes) {
    var cap = dashes == null ? BasicStroke.CAP_ROUND : BasicStroke.CAP_BUTT;
    return new BasicStroke(width, cap, BasicStroke.JOIN_ROUND, 1f, dashes, 0f);
  }

  /** How much a line matters. */
  public enum Weight {
    /** The one to read. */
    MAIN,
    /** A limit, or a second reading of the same thing. */
    DASHED
  }
}
