package dev.pgsteady.mapping;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A condition that each row has to meet: a named check.
///
/// ```java
/// @RowCheck(name = "ck_{table}_dates", value = "{endDate} >= {startDate}")
/// ```
@Documented
@Repeatable(RowCheck.All.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.FIELD, ElementType.METHOD})
public @interface RowCheck {
    /// Its name.
    String name();

    /// The condition in SQL.
    String value();

    /// Several of them.
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.FIELD, ElementType.METHOD})
    @interface All {
        RowCheck[] value();
    }
}
