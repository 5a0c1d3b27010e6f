/**
 * What a chart says: series, axes, labels, as data.
 *
 * <p>Nothing here knows of pixels, files or characters.
 */
package toyredis.report.chart;
