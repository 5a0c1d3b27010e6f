/**
 * Programs of a screen that a lesson shows and the reader runs: {@code ./lab show}. Each stands by
 * itself and uses nothing but the JDK.
 */
package toyredis.bench.shown;
