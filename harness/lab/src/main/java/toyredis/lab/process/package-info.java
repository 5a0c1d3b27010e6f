/**
 * The lab's child processes, its temporary files, and the checkout that it was built in.
 *
 * <p>What a child does is not known here.
 */
package toyredis.lab.process;
