package toyredis.report;

import java.awt.Color;
import java.util.Arrays;
import java.util.Optional;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The five steps, and how each is called and drawn wherever it appears: in every chart and on every
 * page the same colour and the same marker. The colours are those of Okabe and Ito, which readers
 * with any kind of colour vision tell apart; the second one is its lighter twin for dark pages.
 */
public enum Step {
  NAIVE_MAP("step1", "1 naive map", 0xD55E00, 0xF0803C, SeriesMarkers.CIRCLE),
  MUTEX("step2", "2 mutex", 0xE69F00, 0xF2B84B, SeriesMarkers.SQUARE),
  READ_WRITE_LOCK("step3", "3 read-write lock", 0x009E73, 0x34C3A0, SeriesMarkers.TRIANGLE_UP),
  SINGLE_WRITER("step4", "4 single writer", 0x0072B2, 0x5AB0EA, SeriesMarkers.DIAMOND),
  EVENT_LOOP("step5", "5 event loop", 0xCC79A7, 0xE29BC4, SeriesMarkers.TRIANGLE_DOWN);

  private final String id;
  private final String label;
  private final Color color;
  private final Color colorOnDark;
  private final Marker marker;

  Step(String id, String label, int color, int colorOnDark, Marker marker) {
    this.id = id;
    this.label = label;
    this.color = new Color(color);
    this.colorOnDark = new Color(colorOnDark);
    this.marker = marker;
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

  Marker marker() {
    return marker;
  }

  /** The step of this id, or empty for a server that is none of the steps. */
  static Optional<Step> of(String id) {
    return Arrays.stream(values()).filter(step -> step.id.equals(id)).findFirst();
  }
}
