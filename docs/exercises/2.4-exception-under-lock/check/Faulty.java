import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/** A map of which one call throws, before it has done anything: that of a number given before. */
final class Faulty implements InvocationHandler {
  final Map<String, String> entries = new HashMap<>();
  private Thread victim;
  private int callsToCome;
  private Throwable fault; // null: none is to come

  /** The calling thread's call of this number throws; 1 is the next one. */
  void failAt(int call, Throwable thrown) {
    victim = Thread.currentThread();
    callsToCome = call;
    fault = thrown;
  }

  /** Whether a fault is still to come; none comes any more. */
  boolean disarm() {
    var armed = fault != null;
    fault = null;
    return armed;
  }

  @SuppressWarnings("unchecked")
  Map<String, String> map() {
    return (Map<String, String>)
        Proxy.newProxyInstance(Faulty.class.getClassLoader(), new Class<?>[] {Map.class}, this);
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    if (method.getDeclaringClass() != Object.class) {
      // those that Map defines by other calls fail in one of these
      if (method.isDefault()) return InvocationHandler.invokeDefault(proxy, method, arguments);
      if (fault != null && Thread.currentThread() == victim && --callsToCome == 0) {
        var thrown = fault;
        fault = null;
        throw thrown;
      }
    }
    try {
      return method.invoke(entries, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
