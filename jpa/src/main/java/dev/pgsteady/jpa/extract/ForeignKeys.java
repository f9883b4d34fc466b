package dev.pgsteady.jpa.extract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hibernate.annotations.OnDeleteAction;
import org.hibernate.boot.spi.MetadataImplementor;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.ForeignKey;
import org.hibernate.mapping.ManyToOne;
import org.hibernate.mapping.Table;

/// The statements that make foreign keys, with what happens when the row that they refer to is deleted.
final class ForeignKeys {
    private final Names names;
    private final Map<Table, OnDeleteAction> joinTables = new HashMap<>();

    ForeignKeys(MetadataImplementor metadata, Names names) {
        this.names = names;
        metadata.getCollectionBindings().stream()
                .filter(c -> c.getElement() instanceof ManyToOne)
                .forEach(this::joinTable);
    }

    /// A row of a join table means nothing without either side: what is said of one holds for both.
    private void joinTable(Collection collection) {
        Table table = collection.getCollectionTable();
        Set<OnDeleteAction> said = new HashSet<>();
        table.getForeignKeyCollection().forEach(k -> action(k).ifPresent(said::add));
        if (said.size() == 1) {
            said.forEach(action -> joinTables.put(table, action));
        }
    }

    private static Optional<OnDeleteAction> action(ForeignKey key) {
        return Optional.ofNullable(key.getOnDeleteAction()).filter(a -> a != OnDeleteAction.NO_ACTION);
    }

    /// The statements for the keys of a table.
    List<String> of(Table table) {
        List<String> statements = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (ForeignKey key : table.getForeignKeyCollection()) {
            if (key.isCreationEnabled() && key.isPhysicalConstraint()) {
                String body = body(key);
                if (seen.add(body)) {
                    statements.add("ALTER TABLE %s ADD %s%s"
                            .formatted(
                                    names.of(table).sql(),
                                    Names.given(key.getName())
                                            .map(TableDdl::constraint)
                                            .orElse(""),
                                    body));
                }
            }
        }
        statements.sort(null);
        return statements;
    }

    private String body(ForeignKey key) {
        if (key.getKeyDefinition() != null && !key.getKeyDefinition().isBlank()) {
            return key.getKeyDefinition().strip();
        }
        List<Column> to = key.isReferenceToPrimaryKey()
                ? key.getReferencedTable().getPrimaryKey().getColumns()
                : key.getReferencedColumns();
        if (to.size() != key.getColumns().size()) {
            throw new Refusal(
                    "A foreign key of the table %s (%s) refers to %s, whose key is (%s)."
                            .formatted(
                                    names.of(key.getTable()).sql(),
                                    TableDdl.list(key.getColumns()),
                                    names.of(key.getReferencedTable()).sql(),
                                    TableDdl.list(to)),
                    "Leave the constraint out: @JoinColumn(foreignKey = @ForeignKey(ConstraintMode.NO_CONSTRAINT)).");
        }
        String body = "FOREIGN KEY (%s) REFERENCES %s (%s)"
                .formatted(
                        TableDdl.list(key.getColumns()),
                        names.of(key.getReferencedTable()).sql(),
                        TableDdl.list(to));
        String action = action(key)
                .or(() -> Optional.ofNullable(joinTables.get(key.getTable())))
                .map(a -> " ON DELETE " + a.name().replace('_', ' '))
                .orElse("");
        return SchemaDdl.withOptions(body + action, key.getOptions());
    }
}
