/**
 * The attacks that count what a server acknowledged and then did not have.
 *
 * <p>An attack judges answers only, never speed.
 */
package toyredis.load.race;
