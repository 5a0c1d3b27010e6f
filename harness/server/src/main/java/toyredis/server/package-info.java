/**
 * What all steps' servers share: protocol, commands, the thread-per-connection server, options.
 *
 * <p>No step is known here, and no library is used: students read all of it.
 */
package toyredis.server;
