/**
 * The book's results, sorted by step and experiment.
 *
 * <p>Nothing here draws or renders.
 */
package toyredis.report;
