/**
 * What a loop is made of, whichever design it follows: accepting connections, and writing to them.
 * Nothing here decides what a connection's turn is.
 */
package toyredis.step5.loop;
