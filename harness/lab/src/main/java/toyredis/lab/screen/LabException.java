package toyredis.lab.screen;

import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Something that the user can mend; the message is one clear line that says how. */
public final class LabException extends RuntimeException {
  public LabException(String message) {
    super(message);
  }

  /** What is wrong, in words: of a file the JDK often says only its name. */
  public static String message(Exception e) {
    if (e.getMessage() == null) return e.toString();
    if (!(e instanceof FileSystemException of) || of.getReason() != null) return e.getMessage();
    return of.getFile()
        + switch (of) {
          case NoSuchFileException _ -> ": there is no such file or folder";
          case AccessDeniedException _ -> ": permission denied";
          case FileAlreadyExistsException _ -> " is there already, and is no folder";
          case NotDirectoryException _ -> " is no folder";
          case DirectoryNotEmptyException _ -> " is a folder";
          default -> ": " + of.getClass().getSimpleName();
        };
  }
}
