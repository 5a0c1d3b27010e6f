package toyredis.report.schedule;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.regex.Pattern;

/** An expression of a program, by the grammar that the package says. */
@FunctionalInterface
interface Expression {
  /**
   * Its value.
   *
   * @param values of all the names in it
   * @throws IllegalArgumentException when a name has none
   */
  int value(Map<String, Integer> values);

  default boolean holds(Map<String, Integer> values) {
    return value(values) != 0;
  }

  /**
   * Reads an expression.
   *
   * @throws IllegalArgumentException with one clear line if it is none
   */
  static Expression parse(String text) {
    return new Parser(text).whole();
  }

  /** A method for each rule of the grammar. */
  final class Parser {
    private static final Pattern TOKEN =
        Pattern.compile(" *(\\|\\||&&|==|!=|[<+\\-!()?:]|[0-9]+|[A-Za-z][A-Za-z0-9]*) *");

    private final String text;
    private final Deque<String> tokens = new ArrayDeque<>();

    private Parser(String text) {
      this.text = text;
      var token = TOKEN.matcher(text);
      while (token.lookingAt()) {
        tokens.add(token.group(1));
        token.region(token.end(), text.length());
      }
      if (token.regionStart() < text.length()) throw wrong(text.substring(token.regionStart()));
    }

    private Expression whole() {
      var choice = choice();
      if (!tokens.isEmpty()) throw wrong(tokens.peek());
      return choice;
    }

    private Expression choice() {
      var condition = or();
      if (!next("?")) return condition;
      var one = choice();
      if (!next(":")) throw wrong(tokens.peek());
      var other = choice();
      return values -> {
        int yes = one.value(values), no = other.value(values);
        return condition.holds(values) ? yes : no;
      };
    }

    private Expression or() {
      var left = and();
      while (next("||")) {
        Expression one = left, other = and();
        left = values -> truth(one.holds(values) | other.holds(values));
      }
      return left;
    }

    private Expression and() {
      var left = compare();
      while (next("&&")) {
        Expression one = left, other = compare();
        left = values -> truth(one.holds(values) & other.holds(values));
      }
      return left;
    }

    private Expression compare() {
      var left = sum();
      if (next("==")) {
        var right = sum();
        return values -> truth(left.value(values) == right.value(values));
      }
      if (next("!=")) {
        var right = sum();
        return values -> truth(left.value(values) != right.value(values));
      }
      if (next("<")) {
        var right = sum();
        return values -> truth(left.value(values) < right.value(values));
      }
      return left;
    }

    private Expression sum() {
      var left = factor();
      while (true) {
        var one = left;
        if (next("+")) {
          var other = factor();
          left = values -> one.value(values) + other.value(values);
        } else if (next("-")) {
          var other = factor();
          left = values -> one.value(values) - other.value(values);
        } else {
          return left;
        }
      }
    }

    private Expression factor() {
      if (next("!")) {
        var negated = factor();
        return values -> truth(!negated.holds(values));
      }
      if (next("(")) {
        var inner = choice();
        if (!next(")")) throw wrong(tokens.peek());
        return inner;
      }
      var token = tokens.poll();
      if (token == null || !Character.isLetterOrDigit(token.charAt(0))) throw wrong(token);
      if (Character.isLetter(token.charAt(0))) {
        return values -> {
          if (values.containsKey(token)) return values.get(token);
          throw new IllegalArgumentException("'" + text + "': nothing is called " + token);
        };
      }
      try {
        var number = Integer.parseInt(token);
        return values -> number;
      } catch (NumberFormatException tooLarge) {
        throw wrong(token);
      }
    }

    private boolean next(String token) {
      if (!token.equals(tokens.peek())) return false;
      tokens.remove();
      return true;
    }

    private static int truth(boolean holds) {
      return holds ? 1 : 0;
    }

    private IllegalArgumentException wrong(String token) {
      return new IllegalArgumentException(
          token == null
              ? "'" + text + "' is no expression: it ends too early"
              : "'" + text + "' is no expression: '" + token + "' cannot stand there");
    }
  }
}
