/**
 * The stores without the network: JMH's benchmarks.
 *
 * <p>No server is started here.
 */
package toyredis.bench;
