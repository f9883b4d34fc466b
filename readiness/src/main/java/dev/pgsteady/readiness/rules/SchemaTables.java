package dev.pgsteady.readiness.rules;

import dev.pgsteady.core.Finding.Subject;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The tables of one schema that a report names, for what is said of a schema as a whole.
record SchemaTables(String schema, List<Table> tables) {
    SchemaTables {
        tables = List.copyOf(tables);
    }

    /// All schemas that have such tables, by name.
    static List<SchemaTables> all(Facts facts) {
        return facts.once(SchemaTables.class, SchemaTables::read);
    }

    private static List<SchemaTables> read(Facts facts) {
        Map<String, List<Table>> tables = new TreeMap<>();
        Bookkeeping.none(facts)
                .forEach(t -> tables.computeIfAbsent(t.name().schema(), s -> new ArrayList<>())
                        .add(t));
        return tables.entrySet().stream()
                .map(e -> new SchemaTables(e.getKey(), e.getValue()))
                .toList();
    }

    /// What a finding about it is about.
    Subject subject() {
        return Subjects.schema(schema);
    }
}
