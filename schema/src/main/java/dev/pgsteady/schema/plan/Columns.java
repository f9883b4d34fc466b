package dev.pgsteady.schema.plan;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.schema.Column;
import dev.pgsteady.schema.Sequence;
import dev.pgsteady.schema.Table;
import dev.pgsteady.schema.View;
import dev.pgsteady.schema.plan.ObjectId.Kind;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Takes the columns of a relation apart.
///
/// @param parents the columns of tables that others inherit from
record Columns(
        Consumer<Part> sink, Map<Sequence.ColumnName, Sequence> identities, Details details, Set<ObjectId> parents) {
    void ofTable(Table table) {
        for (Column column : table.columns()) {
            ObjectId id = ObjectId.of(Kind.COLUMN, table.name(), column.name());
            sink.accept(part(id, table, column));
            attached(id, table, column);
        }
    }

    private void attached(ObjectId id, Table table, Column column) {
        if (column.generated().isEmpty()) {
            column.defaultExpression().ifPresent(e -> setDefault(table.name(), column, e));
        }
        grantsAndComment(id, column, table.owner());
    }

    /// A view's columns come with its query; what can be set on them comes here.
    void ofView(View view) {
        for (Column column : view.columns()) {
            ObjectId id = ObjectId.of(Kind.COLUMN, view.name(), column.name());
            column.defaultExpression().ifPresent(e -> setDefault(view.name(), column, e));
            grantsAndComment(id, column, view.owner());
        }
    }

    private void setDefault(QualifiedName relation, Column column, String expression) {
        sink.accept(new Part.DefaultPart(ObjectId.of(Kind.DEFAULT, relation, column.name()), expression));
    }

    private void grantsAndComment(ObjectId id, Column column, String owner) {
        if (!column.grants().isEmpty()) {
            sink.accept(new Part.GrantsPart(id.trait(Kind.GRANTS), id, owner, Grants.comparable(column.grants())));
        }
        column.comment().ifPresent(text -> sink.accept(new Part.CommentPart(id.trait(Kind.COMMENT), id, text)));
    }

    private boolean parents(Table table, Column column) {
        return Stream.concat(table.inherits().stream(), table.partitionOf().map(Table.PartitionOf::parent).stream())
                .anyMatch(p -> parents.contains(ObjectId.of(Kind.COLUMN, p, column.name())));
    }

    private Part.ColumnPart part(ObjectId id, Table table, Column c) {
        Optional<Sequence> sequence =
                Optional.ofNullable(identities.get(new Sequence.ColumnName(id.qualified(), c.name())));
        // From PostgreSQL 17 on a partition counts by its table's sequence, and says that it does.
        boolean ofItsTable = table.partitionOf().isPresent() && sequence.isEmpty();
        return new Part.ColumnPart(
                id,
                c.type(),
                c.notNull(),
                c.generated().isPresent() ? c.defaultExpression() : Optional.empty(),
                c.generated(),
                ofItsTable ? Optional.empty() : c.identity(),
                sequence.map(s -> new Part.IdentitySequence(s.name(), Part.Counter.of(s))),
                c.collation(),
                details.storage(id),
                c.compression(),
                c.statisticsTarget(),
                c.options(),
                c.inherited(),
                parents(table, c),
                table.kind() == Table.Kind.FOREIGN);
    }
}
