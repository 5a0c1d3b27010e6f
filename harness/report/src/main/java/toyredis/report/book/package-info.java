/**
 * Pages: the lessons with their charts, claims and exercises, and the page of a comparison.
 *
 * <p>Nothing here measures or judges.
 */
package toyredis.report.book;
