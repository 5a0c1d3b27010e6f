/**
 * Small concurrent programs, and all the orders in which their threads can move.
 *
 * <p>A program is a file, {@code docs/lessons/interleavings/NAME.json}:
 *
 * <pre>{@code
 * {"title": "Two INCRs at once", "about": "one or two sentences",
 *  "shared": {"map": 41},
 *  "threads": [
 *    {"name": "A", "locals": {"sum": 0},
 *     "steps": [
 *       {"code": "var sum = Decimal.add(map.get(key), delta);",
 *        "source": "step1-naive-map/…/NaiveMapStore.java#increment",
 *        "when": "1", "set": {"sum": "map + 1"}, "say": "reads {map}, adds 1"}]}],
 *  "bad": "ended && map != 43", "badName": "lost update"}
 * }</pre>
 *
 * All values are 32-bit integers. A thread's steps happen one after the other. A step can happen
 * when its {@code when} is true (if it has none: always); then all expressions of {@code set} are
 * evaluated, and their values given to the names together. Whoever sees the program sees {@code
 * code}, and after the step {@code say}, in which <code>{name}</code> is the value after the step.
 * Only {@code code} is required; a step with a {@code source}, {@code path#tag}, quotes that part
 * of that file. Names are the thread's locals first, then the shared ones.
 *
 * <p>A schedule ends when nobody can move. It is <em>lost</em> when {@code bad} (if there is one)
 * is true in any state, or when nobody can move though somebody's steps are not all done. {@code
 * bad} knows the shared names, and {@code ended}: 1 when all steps of all threads are done, else 0.
 *
 * <p>The grammar of an expression, whole; the book's script has a twin of it:
 *
 * <pre>{@code
 * or      = and { "||" and }
 * and     = compare { "&&" compare }
 * compare = sum [ ( "==" | "!=" | "<" ) sum ]
 * sum     = factor { ( "+" | "-" ) factor }
 * factor  = "!" factor | "(" or ")" | number | name
 * number  = digit { digit }                 name = letter { letter | digit }
 * }</pre>
 *
 * Blanks may stand between. Zero is false and everything else true; {@code ||}, {@code &&}, {@code
 * !} and the comparisons give 1 or 0. Nothing else is an expression, and a name that is not
 * declared is an error.
 *
 * <p>Nothing here knows a page or a measurement.
 */
package toyredis.report.schedule;
