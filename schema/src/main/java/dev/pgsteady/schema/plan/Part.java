package dev.pgsteady.schema.plan;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.schema.Constraint;
import dev.pgsteady.schema.DataType;
import dev.pgsteady.schema.Grant;
import dev.pgsteady.schema.Index;
import dev.pgsteady.schema.Routine;
import dev.pgsteady.schema.Schema.OtherObject;
import dev.pgsteady.schema.Sequence;
import dev.pgsteady.schema.Table;
import dev.pgsteady.schema.UserType;
import java.util.List;
import java.util.Optional;

/// What of a schema can change on its own. Two parts of the same id that are equal need no change; so a part
/// holds nothing that does not matter (the position of a column) and nothing that another part holds (the
/// comment).
public sealed interface Part {
    /// What it is called.
    ObjectId id();

    /// `CREATE SCHEMA`.
    record NamespacePart(ObjectId id) implements Part {}

    /// An extension. Its version is not compared: which one is there is up to the server.
    ///
    /// @param fixed whether it stays in the schema that it was made in
    record ExtensionPart(ObjectId id, String namespace, boolean fixed) implements Part {}

    /// A type or domain, without owner, grants and comment.
    record TypePart(ObjectId id, UserType type) implements Part {}

    /// A constraint of a domain.
    record DomainConstraintPart(ObjectId id, String definition, boolean validated) implements Part {}

    /// A sequence that is no identity column's.
    record SequencePart(ObjectId id, Counter counter, Table.Persistence persistence) implements Part {}

    /// How a sequence counts.
    record Counter(String dataType, long start, long minimum, long maximum, long increment, long cache, boolean cycle) {
        static Counter of(Sequence s) {
            return new Counter(s.dataType(), s.start(), s.minimum(), s.maximum(), s.increment(), s.cache(), s.cycle());
        }
    }

    /// `ALTER SEQUENCE ... OWNED BY`.
    record SequenceOwnerPart(ObjectId id, Sequence.ColumnName column) implements Part {}

    /// A table without what stands in it.
    record TablePart(ObjectId id, Shape shape) implements Part {
        /// The same table with settings of others.
        ///
        /// @param other   says how it is stored
        /// @param guarded says what rows it shows to whom
        TablePart settledAs(TablePart other, TablePart guarded) {
            Shape theirs = other.shape();
            return new TablePart(
                    id,
                    new Shape(
                            shape.kind(),
                            theirs.persistence(),
                            shape.partitionKey(),
                            shape.inherits(),
                            theirs.options(),
                            theirs.accessMethod(),
                            shape.ofType(),
                            guarded.shape().rowSecurity()));
        }
    }

    /// What a table is, apart from its columns and what hangs on it.
    record Shape(
            Table.Kind kind,
            Table.Persistence persistence,
            Optional<String> partitionKey,
            List<QualifiedName> inherits,
            List<String> options,
            Optional<String> accessMethod,
            Optional<QualifiedName> ofType,
            Table.RowSecurity rowSecurity) {
        public Shape {
            inherits = List.copyOf(inherits);
            options = List.copyOf(options);
        }
    }

    /// `REPLICA IDENTITY` and `CLUSTER ON`, where a table has them, with the names of the indexes where they
    /// name one.
    ///
    /// @param identity as in `pg_class.relreplident`
    record MarksPart(ObjectId id, char identity, Optional<String> index, Optional<String> clustered) implements Part {}

    /// A column without its default.
    ///
    /// @param inherited whether it is there because a parent has it, and for no other reason
    /// @param merged    whether a parent has it too
    /// @param foreign   whether its table is a foreign one, whose values are not ours to change
    /// @param storage   where it is not the type's own
    /// @param sequence  of an identity column: the name of its sequence and how it counts
    record ColumnPart(
            ObjectId id,
            DataType type,
            boolean notNull,
            Optional<String> generatedExpression,
            Optional<String> generated,
            Optional<String> identity,
            Optional<IdentitySequence> sequence,
            Optional<QualifiedName> collation,
            Optional<Character> storage,
            Optional<String> compression,
            Optional<Integer> statisticsTarget,
            List<String> options,
            boolean inherited,
            boolean merged,
            boolean foreign)
            implements Part {
        public ColumnPart {
            options = List.copyOf(options);
        }

        /// The same column as the table's own.
        ///
        /// @param shared whether a parent has it too
        ColumnPart own(boolean shared) {
            return with(notNull, this, false, shared);
        }

        /// The same column, for which a row need not have a value.
        ColumnPart nullable() {
            return with(false, this, inherited, merged);
        }

        /// The same column, stored and measured as another is.
        ColumnPart settledAs(ColumnPart other) {
            return with(notNull, other, inherited, merged);
        }

        /// The same column as a table has it that is made with these parents, or none and a type: of how it is stored
        /// it has what they say, and nothing of what each table says for itself.
        ColumnPart given(List<ColumnPart> above) {
            return new ColumnPart(
                    id,
                    type,
                    above.stream().anyMatch(ColumnPart::notNull),
                    generatedExpression,
                    generated,
                    Optional.empty(),
                    Optional.empty(),
                    collation,
                    above.stream().findFirst().flatMap(ColumnPart::storage),
                    above.stream().flatMap(p -> p.compression.stream()).findFirst(),
                    Optional.empty(),
                    List.of(),
                    inherited,
                    merged,
                    foreign);
        }

        private ColumnPart with(boolean required, ColumnPart stored, boolean inherits, boolean shared) {
            return new ColumnPart(
                    id,
                    type,
                    required,
                    generatedExpression,
                    generated,
                    identity,
                    sequence,
                    collation,
                    stored.storage,
                    stored.compression,
                    stored.statisticsTarget,
                    stored.options,
                    inherits,
                    shared,
                    foreign);
        }
    }

    /// The sequence behind an identity column.
    record IdentitySequence(QualifiedName name, Counter counter) {}

    /// The default of a column, or of a view's column.
    record DefaultPart(ObjectId id, String expression) implements Part {}

    /// A constraint of a table.
    ///
    /// @param inherited   whether it is there because a parent has it, and for no other reason
    /// @param parentIndex the index of the parent table that its index belongs to
    /// @param options     of its index
    record ConstraintPart(
            ObjectId id,
            Constraint constraint,
            boolean inherited,
            Optional<QualifiedName> parentIndex,
            List<String> options)
            implements Part {
        public ConstraintPart {
            options = List.copyOf(options);
        }

        /// Whether it comes with that of the parent: a check or foreign key does, a key is made first and then
        /// attached.
        boolean follows() {
            return inherited && (constraint instanceof Constraint.Check || constraint instanceof Constraint.ForeignKey);
        }
    }

    /// An index that no constraint owns.
    record IndexPart(ObjectId id, QualifiedName on, Index index) implements Part {}

    /// A table being a partition of another.
    record PartitionPart(ObjectId id, Table.PartitionOf of) implements Part {}

    /// A view or materialized view.
    ///
    /// @param columns names and types, in order
    record ViewPart(ObjectId id, boolean materialized, List<ViewColumn> columns, String query, List<String> options)
            implements Part {
        public ViewPart {
            columns = List.copyOf(columns);
            options = List.copyOf(options);
        }
    }

    /// A column of a view: `CREATE OR REPLACE VIEW` may add some at the end and change nothing else.
    record ViewColumn(String name, String type) {}

    /// A function, procedure or aggregate, without owner, grants and comment.
    record RoutinePart(ObjectId id, Routine.Kind kind, String arguments, Optional<String> result, String definition)
            implements Part {}

    /// A trigger.
    record TriggerPart(ObjectId id, String definition, char enabled, boolean onView) implements Part {}

    /// A policy, without its comment.
    record PolicyPart(ObjectId id, Table.Policy policy) implements Part {}

    /// An object whose definition is all that is known of it.
    record OtherPart(ObjectId id, OtherObject object) implements Part {}

    /// Who owns an object.
    record OwnerPart(ObjectId id, ObjectId of, String role) implements Part {}

    /// Who may do what with an object, its owner included.
    record GrantsPart(ObjectId id, ObjectId of, String owner, List<Grant> grants) implements Part {
        public GrantsPart {
            grants = List.copyOf(grants);
        }
    }

    /// The comment on an object.
    record CommentPart(ObjectId id, ObjectId of, String text) implements Part {}

    /// Something that is recognised and not planned: where it differs, the plan is refused by its name.
    ///
    /// @param of    what it belongs to
    /// @param print of what it says; never the thing itself, which may be a secret
    record NotedPart(ObjectId id, ObjectId of, String print) implements Part {}

    /// `ALTER DEFAULT PRIVILEGES`.
    record DefaultPrivilegesPart(
            ObjectId id, String owner, Optional<String> namespace, String objects, List<Grant> grants) implements Part {
        public DefaultPrivilegesPart {
            grants = List.copyOf(grants);
        }
    }
}
