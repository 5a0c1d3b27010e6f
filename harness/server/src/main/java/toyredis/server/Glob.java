package toyredis.server;

/**
 * A pattern of KEYS, with Redis's rules: {@code *} any run of characters, {@code ?} any one, {@code
 * [a-c]} one of a class, {@code [^a]} one not of it, {@code \} takes the next character as it is. A
 * class that is not closed ends with the pattern.
 */
public record Glob(String pattern) {

  /** Whether all of {@code text} matches. */
  public boolean matches(String text) {
    // Of the patterns that are nothing but stars, Redis lets only a single one match an empty key.
    if (text.isEmpty()) return pattern.isEmpty() || pattern.equals("*");
    var p = 0;
    var t = 0;
    // Where to try again when the match fails: behind the last *, letting it take one character
    // more. Earlier stars never need a second try, so a hostile pattern cannot cost more than
    // the product of both lengths.
    var retryPattern = -1;
    var retryText = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        retryPattern = ++p;
        retryText = t;
      } else if (p < pattern.length() && matchesOne(p, text.charAt(t))) {
        p = afterOne(p);
        t++;
      } else if (retryPattern >= 0) {
        p = retryPattern;
        t = ++retryText;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') p++;
    return p == pattern.length();
  }

  /** Whether the element of the pattern that begins at {@code p} matches {@code c}. */
  private boolean matchesOne(int p, char c) {
    return switch (pattern.charAt(p)) {
      case '?' -> true;
      case '[' -> classMatches(p + 1, c);
      case '\\' -> pattern.charAt(Math.min(p + 1, pattern.length() - 1)) == c;
      default -> pattern.charAt(p) == c;
    };
  }

  /** Where the element that begins at {@code p} ends. */
  private int afterOne(int p) {
    return switch (pattern.charAt(p)) {
      case '[' -> afterClass(p + 1);
      case '\\' -> Math.min(p + 2, pattern.length());
      default -> p + 1;
    };
  }

  private boolean classMatches(int p, char c) {
    var negated = p < pattern.length() && pattern.charAt(p) == '^';
    if (negated) p++;
    var found = false;
    while (p < pattern.length() && pattern.charAt(p) != ']') {
      if (pattern.charAt(p) == '\\' && p + 1 < pattern.length()) {
        found |= pattern.charAt(p + 1) == c;
        p += 2;
      } else if (isRange(p)) {
        var low = pattern.charAt(p);
        var high = pattern.charAt(p + 2);
        found |= Math.min(low, high) <= c && c <= Math.max(low, high);
        p += 3;
      } else {
        found |= pattern.charAt(p) == c;
        p++;
      }
    }
    return found != negated;
  }

  private int afterClass(int p) {
    if (p < pattern.length() && pattern.charAt(p) == '^') p++;
    while (p < pattern.length() && pattern.charAt(p) != ']') {
      if (pattern.charAt(p) == '\\' && p + 1 < pattern.length()) {
        p += 2;
      } else {
        p += isRange(p) ? 3 : 1;
      }
    }
    return Math.min(p + 1, pattern.length());
  }

  private boolean isRange(int p) {
    return p + 2 < pattern.length() && pattern.charAt(p + 1) == '-';
  }
}
