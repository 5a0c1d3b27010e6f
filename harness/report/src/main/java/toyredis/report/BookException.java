package toyredis.report;

import java.util.List;

/** The book cannot be made; each message is one line that names the thing and the way out. */
public final class BookException extends Exception {
  private final List<String> messages;

  public BookException(String message) {
    this(List.of(message));
  }

  public BookException(List<String> messages) {
    super(String.join(System.lineSeparator(), messages));
    this.messages = List.copyOf(messages);
  }

  /** One line for each thing that is wrong; not empty. */
  public List<String> messages() {
    return messages;
  }
}
