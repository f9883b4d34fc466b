package dev.pgsteady.readiness.rules;

import dev.pgsteady.readiness.Facts;
import dev.pgsteady.schema.Table;
import java.util.Set;

/// Tables that record what happened (logs, histories, trails), told by their names. Their rows outlive what they speak
/// of
/// on purpose, so a missing foreign key is no fault there.
final class Journals {
    private static final Set<String> WORDS = Set.of(
            "log", "history", "audit", "trail", "archive", "archived", "journal", "tombstone", "deleted", "backup");

    private Journals() {}

    static boolean is(Facts facts, Table table) {
        return facts.words(table.name().name()).hasAny(WORDS);
    }
}
