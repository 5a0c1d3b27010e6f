package toyredis.results;

import java.util.Arrays;

/** Records that differ from others in one component. */
public final class Changed {
  private Changed() {}

  /** {@code record} with {@code value} in the component of this name. */
  @SuppressWarnings("unchecked") // the constructor is that of the record's own class
  public static <R extends Record> R with(R record, String name, Object value) {
    var components = record.getClass().getRecordComponents();
    var types = Arrays.stream(components).map(component -> component.getType());
    var values = new Object[components.length];
    try {
      var found = false;
      for (int i = 0; i < values.length; i++) {
        var changes = components[i].getName().equals(name);
        found |= changes;
        values[i] = changes ? value : components[i].getAccessor().invoke(record);
      }
      if (!found) throw new IllegalArgumentException(record.getClass() + " has no " + name);
      return (R)
          record.getClass().getDeclaredConstructor(types.toArray(Class[]::new)).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
