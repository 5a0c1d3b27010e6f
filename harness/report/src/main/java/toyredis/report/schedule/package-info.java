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
 * Further fields, all optional: of a program {@code "words": {"lock": ["free", "taken"]}}, what the
 * values 0, 1, … of a name are called; of a thread {@code "as": "A"}, the steps and locals of a
 * thread before it, with its own locals over them, and {@code "source"}, that of all its steps.
 *
 * <p>All values are 32-bit integers. A thread's steps happen one after the other. A step can happen
 * when its {@code when} is true (if it has none: always); then all expressions of {@code set} are
 * evaluated, and their values given to the names together. Whoever sees the program sees {@code
 * code}, and after the step {@code say}, in which <code>{name}</code> is the value after the step.
 * Only {@code code} is required; a step with a {@code source}, {@code path#tag} or {@code path},
 * quotes that part of that file, or the file. Names are the thread's locals first, then the shared
 * ones.
 *
 * <p>After a step comes the one that follows it, unless the step has {@code "go": {"again":
 * "!swapped", "end": "closed"}}: then the first of these conditions that is true, with the values
 * after the step, decides. It leads to the step that has {@code "label": "again"}; {@code end} is
 * behind the last one.
 *
 * <p>A schedule ends when nobody can move. It is <em>lost</em> when {@code bad} (if there is one)
 * is true in any state, or when nobody can move though somebody has not ended. {@code bad} knows
 * the shared names, and {@code ended}: 1 when all threads have ended, else 0.
 *
 * <p>In a program with {@code "starves": "B"} a schedule is lost, too, when a state comes back, B
 * has not ended, and nobody was forgotten: in the round from that state to itself, each thread has
 * moved that could move at some moment of it (strong fairness). Such a round can be gone for ever
 * by a scheduler that forgets nobody, and B never gets on. Without that condition whoever just
 * never picks B would starve it in any program that has a loop.
 *
 * <p>A <em>puzzle</em> is a program with a {@code question}, what the reader is to bring about, and
 * {@code after}, a sentence on why it can, or cannot, be done.
 *
 * <p>The grammar of an expression, whole; the book's script has a twin of it:
 *
 * <pre>{@code
 * choice  = or [ "?" choice ":" choice ]
 * or      = and { "||" and }
 * and     = compare { "&&" compare }
 * compare = sum [ ( "==" | "!=" | "<" ) sum ]
 * sum     = factor { ( "+" | "-" ) factor }
 * factor  = "!" factor | "(" choice ")" | number | name
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
