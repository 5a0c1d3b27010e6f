/**
 * Servers side by side: ratios within a block, their median and its interval.
 *
 * <p>This is the only place that computes statistics; nothing here draws.
 */
package toyredis.report.compare;
