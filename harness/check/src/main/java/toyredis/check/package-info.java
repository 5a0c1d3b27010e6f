/**
 * What the checks of the exercises share. It runs in the JVM of a check, beside the reader's code.
 *
 * <p>A check does not hope that two threads collide. The reader's classes get a <em>step</em>
 * before each access to a field or an array, each call and each monitor ({@link Instrumenter}); at
 * every step the check can stop a thread and let another one go ahead ({@link Duel}). So a wrong
 * order is found each time, whatever the code locks with, and can be shown line by line.
 */
package toyredis.check;
