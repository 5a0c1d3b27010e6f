package toyredis.report.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import toyredis.results.Step;

/**
 * How one server is drawn in every chart. The colour and the shape are its step's; the filling and
 * the dashes tell apart what shares a step, also for a reader who sees no colours.
 *
 * @param color on a white page
 * @param colorOnDark on a dark page
 * @param terminalColor in a terminal of 256 colours; -1 for the terminal's own
 * @param shape of its marker
 * @param variation 0 for the first server of this colour, 1 for the second …
 * @param letter its marker in a terminal
 */
public record Look(
    Color color,
    Color colorOnDark,
    int terminalColor,
    MarkerShape shape,
    int variation,
    char letter) {

  private static final float[][] DASHES = {null, {7, 4.5f}, {2, 4}, {11, 4, 2, 4}};

  /** For ceilings and whatever else is no server. */
  public static final Look MUTED = muted('-');

  /** For the server that only answers: a ceiling that was measured. */
  static final Look NULL_SERVER = muted('n');

  /** A step's server, as its lesson is about it. */
  public static Look of(Step step) {
    return of(step, 0, Character.forDigit(step.number(), 10));
  }

  /**
   * A step's server. The colours are those of Okabe and Ito, which readers with any kind of colour
   * vision tell apart; the second one is its lighter twin for dark pages.
   *
   * @param variation 0 for the first of the step's servers
   * @param letter its marker in a terminal
   */
  public static Look of(Step step, int variation, char letter) {
    return switch (step) {
      case NAIVE_MAP -> of(0xD55E00, 0xF0803C, 166, MarkerShape.CIRCLE, variation, letter);
      case MUTEX -> of(0xE69F00, 0xF2B84B, 178, MarkerShape.SQUARE, variation, letter);
      case READ_WRITE_LOCK ->
          of(0x009E73, 0x34C3A0, 36, MarkerShape.TRIANGLE_UP, variation, letter);
      case SINGLE_WRITER -> of(0x0072B2, 0x5AB0EA, 32, MarkerShape.DIAMOND, variation, letter);
      case EVENT_LOOP -> of(0xCC79A7, 0xE29BC4, 175, MarkerShape.TRIANGLE_DOWN, variation, letter);
    };
  }

  private static Look of(
      int color, int onDark, int terminalColor, MarkerShape shape, int variation, char letter) {
    return new Look(new Color(color), new Color(onDark), terminalColor, shape, variation, letter);
  }

  private static Look muted(char letter) {
    return new Look(new Color(0x5A6575), new Color(0xA3ACBA), 245, MarkerShape.CIRCLE, 1, letter);
  }

  /** A server that is none of the steps: Redis, for one. */
  static Look neutral(int index, char letter) {
    return new Look(new Color(0x3A4250), new Color(0xC9D0DA), -1, MarkerShape.CROSS, index, letter);
  }

  public Color color(boolean onDark) {
    return onDark ? colorOnDark : color;
  }

  public BasicStroke stroke(Weight weight) {
    return switch (weight) {
      case MAIN -> stroke(2.2f, DASHES[variation % DASHES.length]);
      case THIN -> stroke(1f, DASHES[variation % DASHES.length]);
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
    /** One run among several, behind the others. */
    THIN,
    /** A limit, or a second reading of the same thing. */
    DASHED
  }
}
