package toyredis.check;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a {@code Check}: the reader's classes run as they were compiled, without steps. For what steps
 * would hide, as visibility, or would distort, as a measurement.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Uninstrumented {}
