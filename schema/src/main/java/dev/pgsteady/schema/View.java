package dev.pgsteady.schema;

import dev.pgsteady.core.QualifiedName;
import java.util.List;
import java.util.Optional;

/// A view or materialized view.
///
/// @param query      `pg_get_viewdef`
/// @param dependsOn  the tables, views and materialized views that it reads, sorted
/// @param options    `reloptions`, sorted (as in `security_invoker=true`)
/// @param indexes    of a materialized view
/// @param triggers   `INSTEAD OF` triggers
/// @param populated  whether a materialized view holds data
public record View(
        QualifiedName name,
        boolean materialized,
        String owner,
        List<Column> columns,
        String query,
        List<QualifiedName> dependsOn,
        List<String> options,
        List<Index> indexes,
        List<Table.Trigger> triggers,
        boolean populated,
        List<Grant> grants,
        Optional<String> comment,
        Optional<String> extension) {
    public View {
        columns = List.copyOf(columns);
        dependsOn = List.copyOf(dependsOn);
        options = List.copyOf(options);
        indexes = List.copyOf(indexes);
        triggers = List.copyOf(triggers);
        grants = List.copyOf(grants);
    }
}
