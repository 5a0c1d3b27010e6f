package toyredis.load.race;

import java.util.regex.Pattern;

/** A key that one client alone sets: its {@code number}-th. */
record OwnKey(int client, int number) {
  private static final Pattern NAME = Pattern.compile("race:(\\d{1,4}):(\\d{1,6})");

  /** The key of this name; null if it is none. */
  static OwnKey named(String name) {
    var parts = name == null ? null : NAME.matcher(name);
    if (parts == null || !parts.matches()) return null;
    return new OwnKey(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
  }

  String name() {
    return "race:" + client + ":" + number;
  }

  String value() {
    return "value-" + client + "-" + number;
  }
}
