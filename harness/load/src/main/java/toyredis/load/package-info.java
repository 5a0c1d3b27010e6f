/**
 * A load run from its beginning to its end: what this machine allows, the filling, the run, and
 * what was the limit.
 *
 * <p>No step is known here, and no process is started: a run is given a host and a port.
 */
package toyredis.load;
