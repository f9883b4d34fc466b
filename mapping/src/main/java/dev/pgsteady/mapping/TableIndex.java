package dev.pgsteady.mapping;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// An index that `@Index` of Jakarta Persistence cannot say.
///
/// ```java
/// @TableIndex(columns = {"country", "createdAt desc"}, include = "state")
/// @TableIndex(columns = "title gin_trgm_ops", method = GIN)
/// @TableIndex(columns = "lower({mail})", unique = true, where = "deleted_at IS NULL")
/// ```
///
/// On a field it is an index of the field's column.
@Documented
@Repeatable(TableIndex.All.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.FIELD, ElementType.METHOD})
public @interface TableIndex {
    /// Its name; PostgreSQL gives one (`users_mail_idx`) when it is left out.
    String name() default "";

    /// Columns or expressions, in order, each with what SQL allows after it: a collation, an operator class,
    /// `asc` or `desc`, `nulls first` or `nulls last`.
    String[] columns() default {};

    /// How it looks things up.
    IndexMethod method() default IndexMethod.BTREE;

    /// Whether two rows may not have the same.
    boolean unique() default false;

    /// Whether two nulls are the same.
    boolean nullsNotDistinct() default false;

    /// Columns that are in it and that nothing is looked up by.
    String[] include() default {};

    /// Which rows are in it: a condition in SQL.
    String where() default "";

    /// Storage parameters, as `fillfactor = 70`.
    String[] with() default {};

    /// Several of them.
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.FIELD, ElementType.METHOD})
    @interface All {
        TableIndex[] value();
    }
}
