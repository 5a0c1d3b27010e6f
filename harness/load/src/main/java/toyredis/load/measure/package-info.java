/**
 * What is read while a run goes on: the generator's meters, the server's process, its collections,
 * its INFO.
 *
 * <p>Nothing here sends load.
 */
package toyredis.load.measure;
