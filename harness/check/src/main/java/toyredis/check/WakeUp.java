package toyredis.check;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** Wakes threads without a reason, as wait, await and park may do by themselves. */
public final class WakeUp {
  private WakeUp() {}

  /**
   * Wakes all who wait for something of the reader's object: at its own monitor, at the monitor of
   * an object in one of its fields, or at a condition there whose lock lies in a field too. Who
   * waits elsewhere, or inside a class of the library's, is not reached.
   *
   * @param object of a class of the reader's
   */
  public static void withoutReason(Object object) {
    var around = new ArrayList<Object>(List.of(object));
    for (var field : object.getClass().getDeclaredFields()) {
      if (field.getType().isPrimitive() || Modifier.isStatic(field.getModifiers())) continue;
      try {
        field.setAccessible(true);
        var value = field.get(object);
        if (value != null && !(value instanceof Class)) around.add(value);
      } catch (IllegalAccessException e) {
        throw new AssertionError(e);
      }
    }
    for (var each : around) {
      synchronized (each) {
        each.notifyAll();
      }
    }
    signalAll(around);
  }

  private static void signalAll(List<Object> around) {
    for (var each : around) {
      if (!(each instanceof Lock lock)) continue;
      try {
        if (!lock.tryLock(1, TimeUnit.SECONDS)) continue;
      } catch (InterruptedException e) {
        throw new AssertionError("the check was interrupted", e);
      }
      try {
        for (var one : around) {
          if (one instanceof Condition condition) signalAll(condition);
        }
      } finally {
        lock.unlock();
      }
    }
  }

  private static void signalAll(Condition condition) {
    try {
      condition.signalAll();
    } catch (IllegalMonitorStateException e) {
      // another lock's
    }
  }
}
