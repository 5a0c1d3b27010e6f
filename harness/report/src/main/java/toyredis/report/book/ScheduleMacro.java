package toyredis.report.book;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import toyredis.report.BookException;
import toyredis.report.schedule.Schedule;

/**
 * {@code schedule::increment[]}: the orders in which two threads can run a few lines. It is a table
 * of the shortest one that goes wrong; the page's script makes a stepper of it.
 *
 * @param folder {@code docs/lessons/interleavings}
 * @param schedules receives the data for the script, JSON, by its name
 */
record ScheduleMacro(Path folder, Map<String, String> schedules) implements Macro {

  @Override
  public List<String> expand(MacroCall call) throws BookException, IOException {
    var name = call.allow().target();
    var schedule = Schedule.read(folder.resolve(name + ".json"));
    schedules.put(name, schedule.json());
    var lines = new ArrayList<>(List.of("[.schedule#schedule-" + name + "]", "--"));
    lines.addAll(schedule.table());
    lines.add("--");
    return lines;
  }
}
