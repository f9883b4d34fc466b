package dev.pgsteady.schema;

import dev.pgsteady.core.QualifiedName;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Puts tables, views and sequences together from the answers about their parts.
record TableAssembly(
        Context context,
        Map<Long, List<Column>> columns,
        ConstraintsQuery constraints,
        IndexesQuery indexes,
        AttachmentsQuery attachments) {
    List<Table> tables() {
        return relations(RelationsQuery.Relation::isTable).map(this::table).toList();
    }

    List<View> views() {
        return relations(RelationsQuery.Relation::isView).map(this::view).toList();
    }

    List<Sequence> sequences() {
        return relations(r -> r.kind() == 'S')
                .flatMap(r -> r.sequence().map(d -> sequence(r, d)).stream())
                .toList();
    }

    private Stream<RelationsQuery.Relation> relations(Predicate<RelationsQuery.Relation> wanted) {
        return context.relations().relations.values().stream()
                .filter(wanted)
                .sorted(Comparator.comparing(RelationsQuery.Relation::name));
    }

    private Table table(RelationsQuery.Relation r) {
        List<QualifiedName> parents = names(context.lookup().notes().parents(r.oid()));
        return new Table(
                r.name(),
                kind(r.kind()),
                r.owner(),
                r.persistence(),
                columns.getOrDefault(r.oid(), List.of()),
                constraints.ofRelations.getOrDefault(r.oid(), List.of()),
                indexes.ofRelations.getOrDefault(r.oid(), List.of()),
                attachments.triggers.getOrDefault(r.oid(), List.of()),
                attachments.policies.getOrDefault(r.oid(), List.of()),
                r.rowSecurity(),
                r.kind() == 'p' ? Optional.of(context.texts().of(Texts.Kind.PARTITION_KEY, r.oid())) : Optional.empty(),
                r.bound()
                        .flatMap(bound ->
                                parents.stream().findFirst().map(parent -> new Table.PartitionOf(parent, bound))),
                r.bound().isPresent() ? List.of() : parents,
                r.options(),
                r.accessMethod(),
                r.tablespace(),
                Optional.ofNullable(context.lookup().types().get(r.ofType())).map(TypesQuery.Entry::name),
                r.replicaIdentity(),
                grants(r, AccessLists.Kind.TABLE),
                context.lookup().notes().comment(Notes.RELATION, r.oid()),
                context.lookup().notes().extension(Notes.RELATION, r.oid()));
    }

    private static Table.Kind kind(char letter) {
        return switch (letter) {
            case 'p' -> Table.Kind.PARTITIONED;
            case 'f' -> Table.Kind.FOREIGN;
            default -> Table.Kind.ORDINARY;
        };
    }

    private View view(RelationsQuery.Relation r) {
        return new View(
                r.name(),
                r.kind() == 'm',
                r.owner(),
                columns.getOrDefault(r.oid(), List.of()),
                context.texts().of(Texts.Kind.VIEW, r.oid()),
                names(context.lookup().notes().reads(r.oid())).stream().sorted().toList(),
                r.options(),
                indexes.ofRelations.getOrDefault(r.oid(), List.of()),
                attachments.triggers.getOrDefault(r.oid(), List.of()),
                r.populated(),
                grants(r, AccessLists.Kind.TABLE),
                context.lookup().notes().comment(Notes.RELATION, r.oid()),
                context.lookup().notes().extension(Notes.RELATION, r.oid()));
    }

    private Sequence sequence(RelationsQuery.Relation r, RelationsQuery.Definition d) {
        Optional<Notes.Owned> owned = context.lookup().notes().owner(r.oid());
        return new Sequence(
                r.name(),
                r.owner(),
                d.dataType(),
                d.start(),
                d.minimum(),
                d.maximum(),
                d.increment(),
                d.cache(),
                d.cycle(),
                owned.flatMap(this::column),
                owned.map(Notes.Owned::identity).orElse(false),
                r.persistence(),
                grants(r, AccessLists.Kind.SEQUENCE),
                context.lookup().notes().comment(Notes.RELATION, r.oid()),
                context.lookup().notes().extension(Notes.RELATION, r.oid()));
    }

    private Optional<Sequence.ColumnName> column(Notes.Owned owned) {
        return Optional.ofNullable(context.relations().relations.get(owned.table()))
                .flatMap(table -> columns.getOrDefault(owned.table(), List.of()).stream()
                        .filter(c -> c.position() == owned.position())
                        .findFirst()
                        .map(c -> new Sequence.ColumnName(table.name(), c.name())));
    }

    private List<Grant> grants(RelationsQuery.Relation r, AccessLists.Kind kind) {
        return context.lookup().access().of(kind, r.owner(), r.acl());
    }

    /// The names of relations outside the system schemas.
    private List<QualifiedName> names(List<Long> oids) {
        return oids.stream()
                .flatMap(oid ->
                        Optional.ofNullable(context.relations().relations.get(oid))
                                .map(RelationsQuery.Relation::name)
                                .stream())
                .toList();
    }
}
