package toyredis.lab;

/** Something that the user can mend; the message is one clear line that says how. */
final class LabException extends RuntimeException {
  LabException(String message) {
    super(message);
  }
}
