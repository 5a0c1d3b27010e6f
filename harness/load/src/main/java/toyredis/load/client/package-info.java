/**
 * The protocol from the client's side, and the server that does nothing.
 *
 * <p>Nothing here counts or times.
 */
package toyredis.load.client;
