/**
 * A chart as a picture: SVG for pages, PNG for everything else, light and dark.
 *
 * <p>What a chart says is not decided here.
 */
package toyredis.report.draw;
