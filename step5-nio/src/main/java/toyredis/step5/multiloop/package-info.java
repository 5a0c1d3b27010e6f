/**
 * The second design, the variant {@code multi-loop}: a loop for each processor, each with keys of
 * its own. The single loop knows nothing of it.
 */
package toyredis.step5.multiloop;
