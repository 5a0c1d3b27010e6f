/**
 * A chart in characters, for a terminal.
 *
 * <p>What a chart says is not decided here.
 */
package toyredis.report.terminal;
