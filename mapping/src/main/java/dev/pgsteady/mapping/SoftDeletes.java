package dev.pgsteady.mapping;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Rows are marked as deleted. What is unique is so among the rows that are not: every unique constraint of the
/// table becomes a unique index with that condition. Use it with `@SoftDelete` of Hibernate, or with a column of your
/// own.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface SoftDeletes {
    /// The column that marks a row: a boolean, or a time that is null while the row lives.
    String column() default "deleted_at";
}
