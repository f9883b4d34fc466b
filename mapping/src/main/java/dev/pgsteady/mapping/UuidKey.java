package dev.pgsteady.mapping;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.hibernate.annotations.IdGeneratorType;

/// A key of type `uuid`, made by the program, and by the database for rows that come another way.
///
/// ```java
/// @Id
/// @UuidKey(UuidKey.Kind.ORDERED)
/// UUID id;
/// ```
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD})
@IdGeneratorType(UuidKeyGenerator.class)
public @interface UuidKey {
    /// Which one.
    Kind value() default Kind.RANDOM;

    /// Kinds of UUID (RFC 9562).
    enum Kind {
        /// Version 4: says nothing. `DEFAULT gen_random_uuid()`.
        RANDOM,
        /// Version 7: new rows stand together in the index, and each tells when it was made. `DEFAULT uuidv7()` on
        /// PostgreSQL 18 and newer, `gen_random_uuid()` before.
        ORDERED
    }
}
