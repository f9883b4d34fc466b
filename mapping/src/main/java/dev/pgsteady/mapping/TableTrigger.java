package dev.pgsteady.mapping;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A trigger. What it runs is a function that is there (`function`), or a body in PL/pgSQL from which one is made,
/// named after table and trigger.
///
/// ```java
/// @TableTrigger(name = "profile", timing = AFTER, events = "INSERT", body = """
///         INSERT INTO user_profiles (user_id) VALUES (NEW.id);
///         RETURN NULL;""")
/// ```
@Documented
@Repeatable(TableTrigger.All.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface TableTrigger {
    /// Its name.
    String name();

    /// When it runs.
    TriggerTiming timing() default TriggerTiming.BEFORE;

    /// What it runs for: `INSERT`, `UPDATE`, `UPDATE OF` with columns, `DELETE`, `TRUNCATE`.
    String[] events();

    /// Whether it runs once for a statement, and not for each row.
    boolean statement() default false;

    /// For which rows: a condition in SQL on `NEW` and `OLD`.
    String when() default "";

    /// The function that it runs, with its arguments: `app.noted()`.
    String function() default "";

    /// What stands between `BEGIN` and `END` of a function in PL/pgSQL.
    String body() default "";

    /// Several of them.
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface All {
        TableTrigger[] value();
    }
}
