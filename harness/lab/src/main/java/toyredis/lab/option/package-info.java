/**
 * What users type, as values: loads, sweeps, durations, sizes.
 *
 * <p>Nothing here starts a server.
 */
package toyredis.lab.option;
