package dev.pgsteady.mapping;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.hibernate.annotations.ValueGenerationType;

/// When the row was changed last, by the clock of the database: `DEFAULT now()` and a trigger, so that a change from
/// `psql` counts. Never written by the program, and read back after each write. On an `Instant` or
/// `OffsetDateTime`.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD})
@ValueGenerationType(generatedBy = ReadBack.class)
public @interface UpdatedAt {}
