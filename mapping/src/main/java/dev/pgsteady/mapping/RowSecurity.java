package dev.pgsteady.mapping;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Row-level security: nobody but the owner sees a row unless a [Policy] lets him. It is on, too, where a class has
/// a policy.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface RowSecurity {
    /// Whether the owner of the table is held by it as well.
    boolean forced() default false;
}
