package dev.pgsteady.migrate.adopt;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.migrate.HistoryTable;
import dev.pgsteady.schema.Schema;
import dev.pgsteady.schema.Table;
import dev.pgsteady.schema.plan.ObjectId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// The parts of a schema that are a migration tool's and not the application's: its tables, their indexes,
/// and the sequences that their columns own.
///
/// @param names of those relations
record Bookkeeping(Set<QualifiedName> names) implements Predicate<ObjectId> {
    Bookkeeping {
        names = Set.copyOf(names);
    }

    /// What other tools keep in a database, and what we do.
    static Bookkeeping in(Schema schema, List<ForeignHistory> histories, HistoryTable ours) {
        Set<QualifiedName> tables = new HashSet<>(ours.tables());
        histories.forEach(h -> tables.addAll(h.tables()));
        Set<QualifiedName> names = new HashSet<>(tables);
        for (Table table : schema.tables()) {
            if (tables.contains(table.name())) {
                table.indexes().forEach(i -> names.add(i.name()));
            }
        }
        schema.sequences().stream()
                .filter(s -> s.ownedBy().filter(c -> tables.contains(c.table())).isPresent())
                .forEach(s -> names.add(s.name()));
        return new Bookkeeping(names);
    }

    @Override
    public boolean test(ObjectId id) {
        return !id.schema().isEmpty() && names.contains(new QualifiedName(id.schema(), id.name()));
    }
}
