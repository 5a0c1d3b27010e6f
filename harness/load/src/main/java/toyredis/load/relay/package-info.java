/**
 * A network that is farther away than it is: a relay that delays what goes through it.
 *
 * <p>Nothing here knows what the bytes say.
 */
package toyredis.load.relay;
