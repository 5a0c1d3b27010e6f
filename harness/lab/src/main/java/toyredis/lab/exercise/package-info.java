/**
 * An exercise of a lesson: compiled and checked in a JVM of its own.
 *
 * <p>The exercises themselves are the steps'.
 */
package toyredis.lab.exercise;
