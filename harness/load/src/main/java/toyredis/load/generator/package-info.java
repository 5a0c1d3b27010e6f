/**
 * Many connections at once: when each sends, what it sends, and whether the answer is right.
 *
 * <p>What the server's process uses is not looked at here.
 */
package toyredis.load.generator;
