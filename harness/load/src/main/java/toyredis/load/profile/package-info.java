/**
 * Where a server's time went, read from a Java Flight Recorder file.
 *
 * <p>No load is made here, and nothing is printed.
 */
package toyredis.load.profile;
