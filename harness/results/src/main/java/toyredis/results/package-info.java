/**
 * What was measured, with which load, on which machine: the records, and the JSON files that they
 * are kept in.
 *
 * <p>Nothing here measures, computes a verdict, draws or prints.
 */
package toyredis.results;
