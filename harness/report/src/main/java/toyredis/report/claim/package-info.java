/**
 * The sentences that the reader's own results decide, and how they decide them.
 *
 * <p>No figure comes from anywhere but the results.
 */
package toyredis.report.claim;
