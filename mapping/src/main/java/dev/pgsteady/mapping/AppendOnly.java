package dev.pgsteady.mapping;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Rows are added and never changed: triggers refuse UPDATE, DELETE and TRUNCATE, whoever asks. A foreign key to
/// another table must not have ON DELETE CASCADE or SET NULL, since they are refused too.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface AppendOnly {}
