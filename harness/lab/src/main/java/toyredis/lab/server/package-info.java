/**
 * The thing under test as a process: a step, Redis, or the server that does nothing, each started
 * fresh.
 *
 * <p>Nothing here sends load.
 */
package toyredis.lab.server;
