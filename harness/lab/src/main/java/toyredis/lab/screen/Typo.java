package toyredis.lab.screen;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** A mistyped word. */
public record Typo(String word) {
  private static final int MOST_SLIPS = 2;

  /** The name that may have been meant, if there is one so near. */
  public Optional<String> meant(Collection<String> names) {
    return names.stream()
        .filter(name -> slips(name) <= Math.min(MOST_SLIPS, name.length() / 2))
        .min(Comparator.comparingInt(this::slips));
  }

  /** Letters too many, missing or wrong, and neighbours swapped: optimal string alignment. */
  private int slips(String name) {
    var slips = new int[word.length() + 1][name.length() + 1];
    for (int i = 0; i <= word.length(); i++) {
      for (int j = 0; j <= name.length(); j++) {
        if (i == 0 || j == 0) {
          slips[i][j] = i + j;
          continue;
        }
        boolean same = word.charAt(i - 1) == name.charAt(j - 1);
        slips[i][j] =
            Math.min(
                Math.min(slips[i - 1][j], slips[i][j - 1]) + 1,
                slips[i - 1][j - 1] + (same ? 0 : 1));
        if (i > 1
            && j > 1
            && word.charAt(i - 1) == name.charAt(j - 2)
            && word.charAt(i - 2) == name.charAt(j - 1)) {
          slips[i][j] = Math.min(slips[i][j], slips[i - 2][j - 2] + 1);
        }
      }
    }
    return slips[word.length()][name.length()];
  }
}
