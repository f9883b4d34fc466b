package dev.pgsteady.mapping;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// An extension that the schema needs, on a class or on the package.
///
/// ```java
/// @Extension("unaccent")
/// ```
@Documented
@Repeatable(Extension.All.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.PACKAGE})
public @interface Extension {
    /// Its name.
    String value();

    /// Several of them.
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.PACKAGE})
    @interface All {
        Extension[] value();
    }
}
