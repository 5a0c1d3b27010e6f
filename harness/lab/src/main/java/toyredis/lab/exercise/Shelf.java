package toyredis.lab.exercise;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import toyredis.lab.process.Checkout;
import toyredis.lab.screen.LabException;
import toyredis.report.BookException;
import toyredis.report.book.Exercise;

/** All exercises, by what the user calls them. */
public record Shelf(List<Exercise> all) {

  public static Shelf of(Checkout checkout) throws IOException {
    return new Shelf(Exercise.all(checkout.root()));
  }

  /** One, or by the number of a chapter, {@code 2}, all of it. */
  public List<Exercise> chosen(String word) {
    var chapter = all.stream().filter(e -> word.equals("" + e.chapter())).toList();
    return chapter.isEmpty() ? List.of(find(word)) : chapter;
  }

  /** By its number, {@code 2.1}, its name, {@code append}, or both. */
  public Exercise find(String word) {
    return all.stream()
        .filter(e -> List.of(e.id(), e.name(), e.folderName()).contains(word))
        .findFirst()
        .orElseThrow(
            () -> new LabException("there is no exercise '%s'; %s".formatted(word, instead(word))));
  }

  private String instead(String word) {
    var chapter = word.replaceFirst("\\..*", "");
    var ids = all.stream().filter(e -> chapter.equals("" + e.chapter())).map(Exercise::id).toList();
    if (ids.isEmpty()) return "./lab progress lists them";
    return "chapter " + chapter + " has " + String.join(", ", ids);
  }

  public Optional<Exercise> after(Exercise exercise) {
    int next = all.indexOf(exercise) + 1;
    return next < all.size() ? Optional.of(all.get(next)) : Optional.empty();
  }

  /** What is said about it; a broken file of the exercise's is named. */
  public static Exercise.About about(Exercise exercise) throws IOException {
    try {
      return exercise.about();
    } catch (BookException e) {
      throw new LabException(e.getMessage());
    }
  }

  public static String title(Exercise exercise) throws IOException {
    try {
      return exercise.task().title();
    } catch (BookException e) {
      throw new LabException(e.getMessage());
    }
  }
}
