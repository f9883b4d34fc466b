package dev.pgsteady.schema.plan;

/// A statement of a change, with what it means for those who use the table meanwhile.
///
/// @param sql   without a semicolon at the end
/// @param lock  the strongest lock on a table that was there before
/// @param work  how long it is held, in kind
/// @param alone whether it may run in no transaction block
public record Command(String sql, Lock lock, Work work, boolean alone) {
    /// A statement whose lock hurts nobody.
    static Command quiet(String sql) {
        return new Command(sql, Lock.NONE, Work.INSTANT, false);
    }

    static Command of(String sql, Lock lock, Work work) {
        return new Command(sql, lock, work, false);
    }

    static Command alone(String sql, Lock lock, Work work) {
        return new Command(sql, lock, work, true);
    }
}
