package toyredis.report.compare;

import toyredis.results.LoadResult;

/**
 * A run of a comparison.
 *
 * @param server the name under which it was compared, {@code "step4/batch"} for one
 * @param value of the swept parameter, as it was typed; empty if nothing was swept
 * @param block counted from 1; the runs of one block were made side by side, and only they are
 *     divided by each other
 * @param result what came out
 */
public record ComparedRun(String server, String value, int block, LoadResult result) {}
