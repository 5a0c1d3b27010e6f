package toyredis.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Loads a check and the reader's classes, into one package, so that the check can call what is not
 * public. Names of the JDK, of JUnit and of the servers are asked of the parent first; the check's
 * are taken from the check's folder. A class of the reader's can take the place of neither.
 */
final class ReaderLoader extends ClassLoader {
  static {
    // or a thread that loads a class makes another one wait, which looks as if it waited by itself
    registerAsParallelCapable();
  }

  private final Path check;
  private final Path reader;
  private final Instrumenter instrumenter = new Instrumenter(this);
  private boolean instrumenting = true;

  ReaderLoader(Path check, Path reader) {
    super(ReaderLoader.class.getClassLoader());
    this.check = check;
    this.reader = reader;
  }

  /** The check; if it says so, the reader's classes are left as they are. */
  Class<?> loadCheck() throws ClassNotFoundException {
    var loaded = loadClass("Check");
    instrumenting = !loaded.isAnnotationPresent(Uninstrumented.class);
    return loaded;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    var file = name.replace('.', '/') + ".class";
    try {
      if (Files.exists(check.resolve(file)))
        return define(name, Files.readAllBytes(check.resolve(file)));
      if (!Files.exists(reader.resolve(file))) throw new ClassNotFoundException(name);
      var bytes = Files.readAllBytes(reader.resolve(file));
      return define(name, instrumenting ? instrumenter.instrument(bytes) : bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Class<?> define(String name, byte[] bytes) {
    return defineClass(name, bytes, 0, bytes.length);
  }

  @Override
  public java.io.InputStream getResourceAsStream(String name) {
    for (var folder : new Path[] {check, reader}) {
      try {
        if (Files.exists(folder.resolve(name))) return Files.newInputStream(folder.resolve(name));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return super.getResourceAsStream(name);
  }
}
