package toyredis.lab.exercise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import toyredis.lab.screen.LabException;

/**
 * Another solution of an exercise, right or wrong, with which its check is tried.
 *
 * @param name lower-case-with-dashes
 * @param sentence what is wrong with it, or how it is done
 * @param text its difference to the solution, see {@link Composition}
 */
record ZooMember(boolean right, String name, String sentence, String text) {
  private static final Pattern HEADING =
      Pattern.compile("=== (right|wrong) ([a-z0-9][a-z0-9-]*): *(\\S.*)");

  /** The members that a file lists; none if there is no such file. */
  static List<ZooMember> read(Path file) throws IOException {
    var members = new ArrayList<ZooMember>();
    if (Files.notExists(file)) return members;
    var heading = HEADING.matcher("");
    var text = new StringBuilder();
    int number = 0;
    for (var line : Files.readAllLines(file)) {
      number++;
      if (line.startsWith("===")) {
        if (!members.isEmpty()) members.add(members.removeLast().with(text.toString()));
        if (!heading.reset(line).matches()) {
          throw new LabException(
              file + ":" + number + ": not of the form: === wrong some-name: a sentence");
        }
        var name = heading.group(2);
        if (members.stream().anyMatch(member -> member.name.equals(name))) {
          throw new LabException(file + ":" + number + ": a second member " + name);
        }
        members.add(
            new ZooMember(heading.group(1).equals("right"), name, heading.group(3).strip(), ""));
        text.setLength(0);
      } else if (!members.isEmpty()) {
        text.append(line).append('\n');
      } else if (!line.isBlank()) {
        throw new LabException(file + ":" + number + ": text before the first member");
      }
    }
    if (!members.isEmpty()) members.add(members.removeLast().with(text.toString()));
    return members;
  }

  private ZooMember with(String differences) {
    return new ZooMember(right, name, sentence, differences);
  }
}
