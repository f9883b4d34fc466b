package dev.pgsteady.jpa.extract;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import dev.pgsteady.mapping.CaseInsensitive;
import dev.pgsteady.mapping.CaseInsensitiveText;
import dev.pgsteady.mapping.Extension;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hibernate.mapping.Table;

/// What annotations add to the statements that make the schema.
final class Added {
    private static final String QUOTE = "$body$";

    private final Names names;
    private final Set<String> extensions = new TreeSet<>();
    private final Map<QualifiedName, String> functions = new TreeMap<>();
    private final List<String> statements = new ArrayList<>();

    Added(Names names) {
        this.names = names;
    }

    /// Takes what all annotations say.
    void write(Marks marks) {
        marks.ofPackages(Extension.class).forEach(e -> extension(e.value()));
        marks.of(Extension.class).forEach(m -> extension(m.annotation().value()));
        if (!marks.of(CaseInsensitive.class).isEmpty()) {
            extension(CaseInsensitiveText.TYPE);
        }
        new IndexMarks(marks, this).write();
        new TriggerMarks(marks, this).write();
        new SecurityMarks(marks, this).write();
    }

    /// A table's name as SQL writes it.
    String sql(Table table) {
        return names.of(table).sql();
    }

    QualifiedName name(Table table) {
        return names.of(table);
    }

    /// What columns, keys and indexes rely on.
    List<String> before() {
        List<String> all = new ArrayList<>(extensions.stream()
                .map(e -> "CREATE EXTENSION IF NOT EXISTS " + Sql.identifier(e) + " WITH SCHEMA public")
                .toList());
        all.addAll(functions.values());
        return all;
    }

    /// What comes after tables, indexes and foreign keys.
    Set<String> after() {
        return new LinkedHashSet<>(statements);
    }

    /// An extension is made when it is not there.
    void extension(String name) {
        extensions.add(name);
    }

    /// A function in PL/pgSQL beside what the entities have no schema for; the same one is made once.
    ///
    /// @param header its arguments and what it returns
    /// @return its name, as SQL writes it
    String function(String name, String header, String body) {
        QualifiedName full = new QualifiedName(names.schema(), name);
        String quote = body.contains(QUOTE) ? "$pgsteady$" : QUOTE;
        functions.put(
                full,
                "CREATE OR REPLACE FUNCTION %s%s LANGUAGE plpgsql AS %s\n%s\n%s"
                        .formatted(full.sql(), header, quote, body.strip(), quote));
        return full.sql();
    }

    void add(String statement) {
        statements.add(statement);
    }
}
