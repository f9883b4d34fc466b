package dev.pgsteady.mapping;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A column of type `tsvector` that the database computes from others, and a GIN index of it. No field maps it;
/// queries name it: `search @@ websearch_to_tsquery('english', ?)`.
@Documented
@Repeatable(SearchColumn.All.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface SearchColumn {
    /// Its name.
    String name() default "search";

    /// The text search configuration.
    String language() default "english";

    /// From which columns. The first ones weigh more: A, B, C, and D for all others.
    String[] columns();

    /// Several of them.
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface All {
        SearchColumn[] value();
    }
}
