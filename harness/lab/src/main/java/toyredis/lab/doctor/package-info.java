/**
 * What this machine allows, in plain words.
 *
 * <p>Limits are computed in {@code toyredis.load}; here they are only told.
 */
package toyredis.lab.doctor;
