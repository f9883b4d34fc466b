package dev.pgsteady.mapping;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Who may see and write which rows.
///
/// ```java
/// @Policy(name = "own_rows", using = "{ownerId} = current_setting('app.user')::uuid")
/// ```
@Documented
@Repeatable(Policy.All.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Policy {
    /// Its name.
    String name();

    /// For what: `ALL`, `SELECT`, `INSERT`, `UPDATE` or `DELETE`.
    String command() default "ALL";

    /// For which roles; for all when left out.
    String[] to() default {};

    /// Which rows are seen: a condition in SQL.
    String using() default "";

    /// Which rows may be written: a condition in SQL.
    String check() default "";

    /// Whether it takes away what others allow.
    boolean restrictive() default false;

    /// Several of them.
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface All {
        Policy[] value();
    }
}
