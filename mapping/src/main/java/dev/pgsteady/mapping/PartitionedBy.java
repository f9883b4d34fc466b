package dev.pgsteady.mapping;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The rows stand in partitions by the range of a column, a month or a day in each. PostgreSQL wants the column in
/// the primary key and in every unique constraint; a class whose key lacks it is refused.
///
/// With the table come a partition for what no other takes (`events_default`) and a function that makes the
/// partition of a day, to be called ahead of time: `SELECT events_partition('2026-12-01')`.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface PartitionedBy {
    /// A column of type `date` or `timestamptz`.
    String column();

    /// How much time a partition takes.
    Period every() default Period.MONTH;

    /// Stretches of time.
    enum Period {
        DAY,
        MONTH
    }
}
