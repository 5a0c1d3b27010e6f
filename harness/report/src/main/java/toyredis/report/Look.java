package toyredis.report;

import java.awt.BasicStroke;
import java.awt.Color;

/**
 * How one candidate is drawn in every chart. The colour and the shape are its step's; the filling
 * and the dashes tell apart what shares a step, also for a reader who sees no colours.
 *
 * @param color on a white page
 * @param colorOnDark on a dark page
 * @param terminalColor in a terminal of 256 colours; -1 for the terminal's own
 * @param shape of its marker
 * @param variation 0 for the first candidate of this colour, 1 for the second …
 * @param letter its marker in a terminal
 */
record Look(
    Color color,
    Color colorOnDark,
    int terminalColor,
    MarkerShape shape,
    int variation,
    char letter) {

  private static final float[][] DASHES = {null, {7, 4.5f}, {2, 4}, {11, 4, 2, 4}};

  /** For ceilings and whatever else is no candidate. */
  static final Look MUTED = muted('-');

  /** For the server that only answers: a ceiling that was measured. */
  static final Look NULL_SERVER = muted('n');

  private static Look muted(char letter) {
    return new Look(new Color(0x5A6575), new Color(0xA3ACBA), 245, MarkerShape.CIRCLE, 1, letter);
  }

  /** A server that is none of the steps: Redis, for one. */
  static Look neutral(int index, char letter) {
    return new Look(new Color(0x3A4250), new Color(0xC9D0DA), -1, MarkerShape.CROSS, index, letter);
  }

  Color color(boolean onDark) {
    return onDark ? colorOnDark : color;
  }

  BasicStroke stroke(Weight weight) {
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
  enum Weight {
    /** The one to read. */
    MAIN,
    /** One run among several, behind the others. */
    THIN,
    /** A limit, or a second reading of the same thing. */
    DASHED
  }
}
