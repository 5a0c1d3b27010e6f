package toyredis.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Collects what a library in this JVM logs as a warning or worse, from its start to its close. */
final class LogWarnings extends Handler implements AutoCloseable {
  private final List<String> warnings = new ArrayList<>(); // guarded by itself

  LogWarnings() {
    Logger.getLogger("").addHandler(this);
  }

  List<String> warnings() {
    synchronized (warnings) {
      return List.copyOf(warnings);
    }
  }

  @Override
  public void publish(LogRecord record) {
    if (record.getLevel().intValue() < Level.WARNING.intValue()) return;
    synchronized (warnings) {
      warnings.add(record.getLoggerName() + ": " + record.getMessage());
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    Logger.getLogger("").removeHandler(this);
  }
}
