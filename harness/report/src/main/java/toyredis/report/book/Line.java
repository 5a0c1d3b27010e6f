package toyredis.report.book;

/**
 * A line of AsciiDoc without macros.
 *
 * @param source the line of the lesson that it was made from, from 1
 */
record Line(String text, int source) {}
