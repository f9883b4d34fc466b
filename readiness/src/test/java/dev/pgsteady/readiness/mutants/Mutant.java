package dev.pgsteady.readiness.mutants;

import dev.pgsteady.core.Finding.Subject;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import dev.pgsteady.schema.Table;
import java.util.Optional;

/// One defect at one place.
///
/// @param table    the table that is changed, where it is one
/// @param sql      what makes the defect
/// @param expected what the rule has to name
record Mutant(Optional<Table> table, String sql, Subject expected) {
    static Mutant of(Table table, Subject expected, String sql) {
        return new Mutant(Optional.of(table), sql, expected);
    }

    static Mutant of(Subject expected, String sql) {
        return new Mutant(Optional.empty(), sql, expected);
    }

    /// Whether a finding is about what was changed: the object, its table, or a part of that table.
    boolean concerns(Subject subject) {
        return subject.equals(expected)
                || table.filter(t -> subject.name().equals(t.name().sql())
                                || subject.name().startsWith(t.name().sql() + ".")
                                || t.indexes().stream()
                                        .anyMatch(i -> i.name().sql().equals(subject.name())))
                        .isPresent();
    }

    static Subject table(Table table) {
        return new Subject("table", table.name().sql());
    }

    static Subject column(Table table, String column) {
        return new Subject("column", table.name().sql() + "." + Sql.identifier(column));
    }

    static Subject constraint(Table table, String constraint) {
        return new Subject("constraint", table.name().sql() + "." + Sql.identifier(constraint));
    }

    static Subject index(QualifiedName index) {
        return new Subject("index", index.sql());
    }

    /// An index that a mutant brings along: last among its table's by name.
    static QualifiedName newIndex(Table table) {
        return new QualifiedName(table.name().schema(), "zzz_mutant_idx");
    }
}
