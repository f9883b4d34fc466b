package dev.pgsteady.mapping;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Two rows may not both hold what overlaps: an exclusion constraint.
///
/// ```java
/// @Exclusion(name = "ex_booking_room", columns = {"room with =", "during with &&"})
/// ```
///
/// `=` on a plain type in a GiST index takes the extension `btree_gist`, which is then asked for.
@Documented
@Repeatable(Exclusion.All.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Exclusion {
    /// Its name; PostgreSQL gives one when it is left out.
    String name() default "";

    /// Columns or expressions, each with its operator: `room with =`.
    String[] columns();

    /// The kind of index behind it.
    IndexMethod method() default IndexMethod.GIST;

    /// Which rows it holds for: a condition in SQL.
    String where() default "";

    /// Whether it is checked at the end of the transaction.
    boolean deferred() default false;

    /// Several of them.
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface All {
        Exclusion[] value();
    }
}
