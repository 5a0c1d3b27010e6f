/**
 * A result as lines on a terminal, each a function of the result alone.
 *
 * <p>Several results are compared elsewhere, in {@code toyredis.report.compare}; here at most two
 * stand side by side.
 */
package toyredis.results.text;
