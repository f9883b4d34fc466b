package dev.pgsteady.readiness.rules;

import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.NameWords;
import dev.pgsteady.schema.Column;
import dev.pgsteady.schema.Table;
import java.util.Optional;
import java.util.Set;

/// Rows that are marked as deleted rather than removed, told by the name of the mark.
final class Deletion {
    private static final Set<String> TIMES = Set.of(
            "deleted_at", "deleted_on", "deletion_date", "deleted_date", "deleted_time", "discarded_at", "deleted");
    private static final Set<String> FLAGS = Set.of("deleted", "is_deleted", "soft_deleted");

    private Deletion() {}

    /// The column that marks deleted rows.
    static Optional<Column> column(Facts facts, Table table) {
        return table.columns().stream()
                .filter(c -> {
                    String name = facts.words(c.name()).joined();
                    boolean time = Kinds.time(facts, c) && !c.notNull() && TIMES.contains(name);
                    return time || (facts.plain(c.type()).is("bool") && FLAGS.contains(name));
                })
                .findFirst();
    }

    /// Whether a column of this name would hold the time of deletion.
    static boolean marks(String column) {
        return TIMES.contains(NameWords.of(column).joined());
    }
}
