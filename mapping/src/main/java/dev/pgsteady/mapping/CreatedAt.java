package dev.pgsteady.mapping;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.hibernate.annotations.ValueGenerationType;

/// When the row was made, by the clock of the database: `DEFAULT now()`, never written by the program, read back after
/// the insert. On an `Instant` or `OffsetDateTime`.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD})
@ValueGenerationType(generatedBy = ReadBack.class)
public @interface CreatedAt {}
