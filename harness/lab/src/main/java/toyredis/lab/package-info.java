/**
 * The commands of {@code ./lab}, one class each: they parse, call and print.
 *
 * <p>What a command does is done in another room; nothing here computes.
 */
package toyredis.lab;
