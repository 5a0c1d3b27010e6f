/**
 * Which runs are made, in which order, and which of them are there already.
 *
 * <p>A run itself is {@code toyredis.load}'s.
 */
package toyredis.lab.plan;
