package dev.pgsteady.schema.plan;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.schema.Grant;
import dev.pgsteady.schema.Routine;
import dev.pgsteady.schema.Schema;
import dev.pgsteady.schema.Sequence;
import dev.pgsteady.schema.Table;
import dev.pgsteady.schema.UserType;
import dev.pgsteady.schema.View;
import dev.pgsteady.schema.plan.ObjectId.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Takes a schema apart. What an extension made is left out: the extension makes it.
final class Parts {
    private final Map<ObjectId, Part> parts = new TreeMap<>();
    private final Map<Sequence.ColumnName, Sequence> identities = new HashMap<>();
    private final Set<ObjectId> parents = new HashSet<>();
    private final Details details;

    private Parts(Details details) {
        this.details = details;
    }

    /// Every part of a schema, by its id.
    static Map<ObjectId, Part> of(Schema schema, Details details) {
        Parts parts = new Parts(details);
        parts.frame(schema);
        schema.types().stream().filter(t -> t.common().extension().isEmpty()).forEach(parts::type);
        schema.sequences().stream().filter(s -> s.extension().isEmpty()).forEach(parts::sequence);
        schema.tables()
                .forEach(t ->
                        t.columns().forEach(c -> parts.parents.add(ObjectId.of(Kind.COLUMN, t.name(), c.name()))));
        schema.tables().stream().filter(t -> t.extension().isEmpty()).forEach(parts::table);
        schema.views().stream().filter(v -> v.extension().isEmpty()).forEach(parts::view);
        schema.routines().stream().filter(r -> r.extension().isEmpty()).forEach(parts::routine);
        schema.others().stream().filter(o -> o.extension().isEmpty()).forEach(parts::other);
        details.noted().forEach(parts::put);
        return parts.parts;
    }

    private void put(Part part) {
        parts.put(part.id(), part);
    }

    private void traits(ObjectId id, Optional<String> owner, Optional<List<Grant>> grants, Optional<String> comment) {
        owner.ifPresent(role -> put(new Part.OwnerPart(id.trait(Kind.OWNER), id, role)));
        grants.ifPresent(
                list -> put(new Part.GrantsPart(id.trait(Kind.GRANTS), id, owner.orElse(""), Grants.comparable(list))));
        comment.ifPresent(text -> put(new Part.CommentPart(id.trait(Kind.COMMENT), id, text)));
    }

    private void frame(Schema schema) {
        for (Schema.Namespace n : schema.namespaces()) {
            if (n.extension().isEmpty()) {
                ObjectId id = ObjectId.of(Kind.NAMESPACE, n.name());
                put(new Part.NamespacePart(id));
                traits(id, Optional.of(n.owner()), Optional.of(n.grants()), n.comment());
            }
        }
        for (Schema.Extension e : schema.extensions()) {
            ObjectId id = ObjectId.of(Kind.EXTENSION, e.name());
            put(new Part.ExtensionPart(
                    id, e.namespace(), details.fixedExtensions().contains(e.name())));
        }
        for (Schema.DefaultPrivilege p : schema.defaultPrivileges()) {
            ObjectId id = new ObjectId(Kind.DEFAULT_PRIVILEGES, p.namespace().orElse(""), p.owner(), p.objects());
            put(new Part.DefaultPrivilegesPart(
                    id, p.owner(), p.namespace(), p.objects(), Grants.comparable(p.grants())));
        }
    }

    private void type(UserType type) {
        ObjectId id = ObjectId.of(type instanceof UserType.DomainType ? Kind.DOMAIN : Kind.TYPE, type.name());
        put(new Part.TypePart(id, TypeSql.bare(type)));
        if (type instanceof UserType.DomainType domain) {
            domain.checks().forEach(c -> check(ObjectId.of(Kind.DOMAIN_CONSTRAINT, domain.name(), c.name()), c));
        }
        UserType.Common common = type.common();
        traits(id, Optional.of(common.owner()), Optional.of(common.grants()), common.comment());
    }

    private void check(ObjectId id, UserType.DomainCheck c) {
        put(new Part.DomainConstraintPart(id, c.definition(), c.validated()));
        traits(id, Optional.empty(), Optional.empty(), c.comment());
    }

    private void sequence(Sequence s) {
        ObjectId id = ObjectId.of(Kind.SEQUENCE, s.name());
        if (s.identity()) {
            s.ownedBy().ifPresent(column -> identities.put(column, s));
        } else {
            put(new Part.SequencePart(id, Part.Counter.of(s), s.persistence()));
            s.ownedBy()
                    .ifPresent(column ->
                            put(new Part.SequenceOwnerPart(ObjectId.of(Kind.SEQUENCE_OWNER, s.name()), column)));
        }
        Optional<String> owner = s.ownedBy().isPresent() ? Optional.empty() : Optional.of(s.owner());
        traits(id, owner, Optional.empty(), s.comment());
        put(new Part.GrantsPart(id.trait(Kind.GRANTS), id, s.owner(), Grants.comparable(s.grants())));
    }

    private void table(Table t) {
        boolean foreign = t.kind() == Table.Kind.FOREIGN;
        ObjectId id = ObjectId.of(foreign ? Kind.FOREIGN_TABLE : Kind.TABLE, t.name());
        put(new Part.TablePart(id, TableSql.shape(t)));
        traits(id, Optional.of(t.owner()), Optional.of(t.grants()), t.comment());
        t.partitionOf().ifPresent(of -> put(new Part.PartitionPart(ObjectId.of(Kind.PARTITION, t.name()), of)));
        new Columns(this::put, identities, details, parents).ofTable(t);
        t.constraints()
                .forEach(c -> ConstraintSql.part(t, c).ifPresent(part -> {
                    put(part);
                    traits(
                            part.id(),
                            Optional.empty(),
                            Optional.empty(),
                            c.common().comment());
                }));
        t.indexes().forEach(i -> index(t.name(), i));
        t.triggers().stream().filter(g -> !g.inherited()).forEach(g -> trigger(t.name(), g, false));
        TableSql.marks(t).ifPresent(this::put);
        t.policies().forEach(p -> {
            ObjectId policy = ObjectId.of(Kind.POLICY, t.name(), p.name());
            put(new Part.PolicyPart(policy, PolicySql.bare(p)));
            traits(policy, Optional.empty(), Optional.empty(), p.comment());
        });
    }

    private void index(QualifiedName on, dev.pgsteady.schema.Index index) {
        ObjectId id = ObjectId.of(Kind.INDEX, index.name());
        if (index.constraint().isEmpty()) {
            put(new Part.IndexPart(id, on, IndexSql.bare(index)));
        }
        traits(id, Optional.empty(), Optional.empty(), index.comment());
    }

    private void trigger(QualifiedName on, Table.Trigger trigger, boolean view) {
        ObjectId id = ObjectId.of(Kind.TRIGGER, on, trigger.name());
        put(new Part.TriggerPart(id, trigger.definition(), trigger.enabled(), view));
        traits(id, Optional.empty(), Optional.empty(), trigger.comment());
    }

    private void view(View v) {
        ObjectId id = ObjectId.of(v.materialized() ? Kind.MATERIALIZED_VIEW : Kind.VIEW, v.name());
        put(new Part.ViewPart(
                id,
                v.materialized(),
                v.columns().stream()
                        .map(c -> new Part.ViewColumn(c.name(), c.type().sql()))
                        .toList(),
                v.query(),
                v.options()));
        traits(id, Optional.of(v.owner()), Optional.of(v.grants()), v.comment());
        new Columns(this::put, identities, details, parents).ofView(v);
        v.indexes().forEach(i -> index(v.name(), i));
        v.triggers().forEach(g -> trigger(v.name(), g, true));
    }

    private void routine(Routine r) {
        ObjectId id = r.kind() == Routine.Kind.AGGREGATE
                ? ObjectId.of(Kind.AGGREGATE, r.name(), r.arguments())
                : ObjectId.of(Kind.ROUTINE, r.name(), details.inputTypes(r));
        put(new Part.RoutinePart(id, r.kind(), r.arguments(), r.result(), r.definition()));
        traits(id, Optional.of(r.owner()), Optional.of(r.grants()), r.comment());
    }

    /// An operator that only stands in as another's commutator or negator comes and goes with that one.
    private void other(Schema.OtherObject object) {
        if (details.shells().contains(object.identity())) {
            return;
        }
        ObjectId id = OtherSql.id(object);
        put(new Part.OtherPart(id, OtherSql.bare(object, details)));
        boolean owned = !object.owner().isEmpty() && OtherSql.owned(id);
        traits(id, owned ? Optional.of(object.owner()) : Optional.empty(), Optional.empty(), object.comment());
    }
}
