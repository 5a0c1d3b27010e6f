/**
 * How long short reads wait beside a long one.
 *
 * <p>No load is generated here: a handful of clients, one request at a time.
 */
package toyredis.load.stall;
