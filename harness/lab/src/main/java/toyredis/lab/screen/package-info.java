/**
 * What the user sees: lines, the status line, messages, and what Ctrl-C does.
 *
 * <p>Nothing here knows what is measured.
 */
package toyredis.lab.screen;
