package toyredis.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The console blocks of a lesson: listing blocks with the role {@code terminal}, whose title names
 * the terminal. A block consists of
 *
 * <ul>
 *   <li>{@code $ command}, also bold; it runs in the checkout's root, and what was typed before
 *       into that terminal has ended, by {@code ^C} or by itself;
 *   <li>{@code *typed*}: a line for the program that runs there, perhaps behind a prompt such as
 *       {@code 127.0.0.1:6379> }; {@code ^C} and {@code ^D} are keys;
 *   <li>what the program prints: a line as it stands, but for {@code [.v]#…#}, which is any text;
 *       {@code …} for any lines; {@code ?} where the output is still to be filled in. A command or
 *       a typed line without any is not compared.
 * </ul>
 *
 * A block with the role {@code slow} runs only when asked for. When a block has the role {@code
 * meanwhile}, the last lines of the block before it are awaited only after what this one types.
 */
record ConsolePage(List<Block> blocks) {
  static final String ANY_LINES = "…";
  static final String TO_BE_FILLED_IN = "?";

  private static final Pattern ROLES =
      Pattern.compile("\\[(?:role=\"?([^\",\\]]*)\"?|listing)?((?:\\.[a-z-]+)*)[^\\]]*]");
  private static final Pattern COMMAND = Pattern.compile("\\$ +(?:\\*(.+)\\*|(.+))");
  private static final Pattern TYPED = Pattern.compile("(?:\\S+> )?\\*(\\S|\\S.*\\S)\\*");
  private static final Pattern KEY = Pattern.compile("\\*?\\^([CD])\\*?");
  private static final Pattern VOLATILE = Pattern.compile("(\\[\\.v](#{1,2}))(.*?)\\2");

  /** What is done, if anything, and the lines expected then. */
  enum Act {
    COMMAND,
    TYPED,
    KEY,
    NOTHING
  }

  /**
   * One act and what is seen after it.
   *
   * @param line its number in the page, from 1
   * @param text the command, what is typed, or the key's letter
   * @param from the number of the first expected line in the page, from 1
   * @param lasts of a command: something is typed into it later, or nothing ends it
   */
  record Part(Act act, int line, String text, int from, List<String> expected, boolean lasts) {
    boolean comparesNothing() {
      return expected.isEmpty();
    }

    private Part lasting() {
      return new Part(act, line, text, from, expected, true);
    }
  }

  /** A block of one terminal. */
  record Block(String terminal, boolean slow, boolean meanwhile, List<Part> parts) {}

  /** Finds the console blocks. */
  static ConsolePage of(List<String> lines) {
    var blocks = new ArrayList<Block>();
    for (int i = 0; i < lines.size(); i++) {
      var roles = roles(lines.get(i));
      if (!roles.contains("terminal")) continue;
      var title = "";
      while (!lines.get(++i).equals("----")) {
        if (lines.get(i).startsWith(".")) title = lines.get(i).substring(1);
      }
      var parts = new ArrayList<Part>();
      for (i++; !lines.get(i).equals("----"); i++) addTo(parts, i + 1, lines.get(i));
      blocks.add(new Block(title, roles.contains("slow"), roles.contains("meanwhile"), parts));
    }
    markLasting(blocks);
    return new ConsolePage(blocks);
  }

  private static List<String> roles(String line) {
    var attributes = ROLES.matcher(line);
    if (!attributes.matches()) return List.of();
    var byName = attributes.group(1) == null ? "" : attributes.group(1);
    return List.of((byName + attributes.group(2).replace('.', ' ')).strip().split(" +"));
  }

  private static void addTo(List<Part> parts, int number, String line) {
    Matcher it;
    if ((it = COMMAND.matcher(line)).matches()) {
      var text = it.group(1) == null ? it.group(2) : it.group(1);
      parts.add(new Part(Act.COMMAND, number, text, number + 1, new ArrayList<>(), false));
    } else if ((it = KEY.matcher(line)).matches()) {
      parts.add(new Part(Act.KEY, number, it.group(1), number + 1, new ArrayList<>(), false));
    } else if ((it = TYPED.matcher(line)).matches()) {
      parts.add(new Part(Act.TYPED, number, it.group(1), number + 1, new ArrayList<>(), false));
    } else {
      if (parts.isEmpty()) {
        parts.add(new Part(Act.NOTHING, number, "", number, new ArrayList<>(), false));
      }
      parts.getLast().expected().add(line);
    }
  }

  /** Marks each command that something is typed into later. */
  private static void markLasting(List<Block> blocks) {
    for (int b = 0; b < blocks.size(); b++) {
      var terminal = blocks.get(b).terminal();
      for (int p = 0; p < blocks.get(b).parts().size(); p++) {
        if (blocks.get(b).parts().get(p).act() != Act.COMMAND) continue;
        var from = p + 1;
        var later =
            blocks.subList(b, blocks.size()).stream()
                .filter(block -> block.terminal().equals(terminal))
                .flatMap(block -> block.parts().stream())
                .skip(from)
                .filter(part -> part.act() != Act.NOTHING)
                .findFirst();
        if (later.isPresent() && later.get().act() != Act.COMMAND) {
          blocks.get(b).parts().set(p, blocks.get(b).parts().get(p).lasting());
        }
      }
    }
  }

  /** The expected line with what was seen in its volatile places, or null if it does not match. */
  static String renewed(String expected, String seen) {
    var regex = new StringBuilder();
    var marks = VOLATILE.matcher(expected);
    var from = 0;
    for (; marks.find(); from = marks.end()) {
      regex.append(Pattern.quote(expected.substring(from, marks.start()))).append("(.*?)");
    }
    regex.append(Pattern.quote(expected.substring(from).stripTrailing()));
    var it = Pattern.compile(regex.toString()).matcher(seen);
    if (!it.matches()) return null;
    var renewed = new StringBuilder();
    var group = 1;
    from = 0;
    marks.reset();
    for (; marks.find(); from = marks.end()) {
      renewed.append(expected, from, marks.start()).append(marks.group(1));
      renewed.append(it.group(group++)).append(marks.group(2));
    }
    return renewed.append(expected.substring(from)).toString();
  }
}
