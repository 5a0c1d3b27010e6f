/**
 * How to be fooled: three benchmarks, written in good faith, each with the twin that mends it.
 *
 * <p>Each is a program of its own: it gets its servers, NAME:PORT, as arguments, and knows nothing
 * but sockets. What the wrong ones say must not be believed.
 */
package toyredis.bench.fooled;
