package dev.pgsteady.schema.plan;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.schema.Constraint;
import dev.pgsteady.schema.Grant;
import dev.pgsteady.schema.Table;
import dev.pgsteady.schema.plan.ObjectId.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// The changes that make a schema in a database that `CREATE DATABASE … TEMPLATE template0` made, cut
/// where rows are loaded: what rows need comes before, what is cheaper, or only right, when they are
/// there comes after (the order of `pg_dump`'s sections). Equal schemas give equal scripts.
///
/// @param before    types, routines, sequences, tables with their checks
/// @param after     keys, indexes, foreign keys, triggers, views, rules, owners, rights
/// @param beside by change of `after`: how it is made beside others; none for what is made alone
public record Script(List<Change> before, List<Change> after, Map<Change, Beside> beside) {
    public Script {
        before = List.copyOf(before);
        after = List.copyOf(after);
        beside = Map.copyOf(beside);
    }

    /// How a change is made beside others.
    ///
    /// @param tables  those that it locks; not empty
    /// @param byIndex for a key that can be made so
    public record Beside(Set<QualifiedName> tables, Optional<KeyByIndex> byIndex) {
        public Beside {
            tables = Set.copyOf(tables);
        }
    }

    private static final String PUBLIC = "public";
    private static final String OWNER_OF_PUBLIC = "pg_database_owner";

    /// The script of a schema. Every object's owner is said, whoever carries it out. Pure.
    ///
    /// @throws dev.pgsteady.core.Problem UNPLANNABLE when a part cannot be made; the message names it
    public static Script of(Model model) {
        Set<ObjectId> broken = Set.copyOf(invalid(model));
        Model wanted = model.without(id -> broken.contains(id) || ofBroken(id, broken));
        return between(fresh(wanted), wanted);
    }

    /// Whether statements that an older release of PostgreSQL says make what those of a newer one make: from 16 on
    /// a view of a single table names its columns without the table, and the locale of an ICU collation is a
    /// language tag.
    public static boolean same(List<String> older, List<String> newer) {
        return older.size() == newer.size()
                && IntStream.range(0, older.size()).allMatch(i -> Releases.sameStatement(older.get(i), newer.get(i)));
    }

    /// The script that adds to a schema what another has more; what both have is the same in both.
    static Script between(Model start, Model wanted) {
        Set<ObjectId> later = later(wanted);
        later.removeAll(start.parts().keySet());
        Model bare = wanted.without(later::contains);
        List<Change> after = new ArrayList<>(Plan.between(bare, wanted, "").changes());
        after.sort(Comparator.comparing(Script::hears));
        Set<QualifiedName> partitioned = partitioned(wanted);
        Map<Change, Beside> beside = new LinkedHashMap<>();
        for (Change change : after) {
            Optional.ofNullable(wanted.parts().get(change.id()))
                    .filter(part -> change.action() == Change.Action.CREATE)
                    .flatMap(part -> beside(part, partitioned))
                    .ifPresent(how -> beside.put(change, how));
        }
        return new Script(Plan.between(start, bare, "").changes(), after, beside);
    }

    /// The indexes that a failed CREATE INDEX CONCURRENTLY left behind. They serve no query, are perhaps
    /// not unique, and are left out of a script; an index of a partitioned table may be invalid and in
    /// order.
    public static List<ObjectId> invalid(Model model) {
        return model.snapshot().schema().tables().stream()
                .filter(t -> t.kind() != Table.Kind.PARTITIONED)
                .flatMap(t -> t.indexes().stream())
                .filter(i -> !i.valid())
                .map(i -> ObjectId.of(Kind.INDEX, i.name()))
                .filter(model.parts()::containsKey)
                .toList();
    }

    private static boolean ofBroken(ObjectId id, Set<ObjectId> broken) {
        return switch (id.kind()) {
            case OWNER, GRANTS, COMMENT -> broken.contains(id.of());
            default -> false;
        };
    }

    /// What is made on these goes down to their partitions, and locks them too.
    private static Set<QualifiedName> partitioned(Model model) {
        Set<QualifiedName> names = new HashSet<>();
        model.snapshot().schema().tables().stream()
                .filter(t -> t.kind() == Table.Kind.PARTITIONED)
                .forEach(t -> names.add(t.name()));
        return names;
    }

    /// Whether it makes an event trigger or belongs to one: that must not hear of the rest.
    private static boolean hears(Change change) {
        return change.id().kind() == Kind.EVENT_TRIGGER
                || change.id().part().startsWith(Kind.EVENT_TRIGGER.name() + ":");
    }

    /// What a database has from its first day (manual, 23.3 Template Databases).
    private static Model fresh(Model wanted) {
        ObjectId schema = ObjectId.of(Kind.NAMESPACE, PUBLIC);
        ObjectId language = ObjectId.of(Kind.EXTENSION, "plpgsql");
        List<Grant> grants = List.of(
                new Grant("", "USAGE", false, ""),
                new Grant(OWNER_OF_PUBLIC, "CREATE", false, ""),
                new Grant(OWNER_OF_PUBLIC, "USAGE", false, ""));
        List<Part> parts = List.of(
                new Part.NamespacePart(schema),
                new Part.ExtensionPart(language, "pg_catalog", true),
                new Part.OwnerPart(schema.trait(Kind.OWNER), schema, OWNER_OF_PUBLIC),
                new Part.GrantsPart(schema.trait(Kind.GRANTS), schema, OWNER_OF_PUBLIC, grants),
                new Part.CommentPart(schema.trait(Kind.COMMENT), schema, "standard public schema"));
        Map<ObjectId, Part> all = new LinkedHashMap<>();
        parts.forEach(p -> all.put(p.id(), p));
        return wanted.without(id -> true).with(all);
    }

    /// What is made after the rows, with all that requires it. What a fresh database has stays where it is.
    private static Set<ObjectId> later(Model wanted) {
        Set<ObjectId> later = new HashSet<>();
        Deque<ObjectId> open = new ArrayDeque<>();
        wanted.parts().forEach((id, part) -> {
            if (after(id, part)) {
                open.add(id);
            }
        });
        while (!open.isEmpty()) {
            ObjectId id = open.remove();
            if (later.add(id)) {
                open.addAll(wanted.requiredBy(id));
            }
        }
        return later;
    }

    private static boolean after(ObjectId id, Part part) {
        return switch (id.kind()) {
            case INDEX,
                    FOREIGN_KEY,
                    STATISTICS,
                    VIEW,
                    MATERIALIZED_VIEW,
                    RULE,
                    TRIGGER,
                    POLICY,
                    PUBLICATION,
                    EVENT_TRIGGER,
                    MARKS,
                    DEFAULT_PRIVILEGES -> true;
            case OWNER, GRANTS, COMMENT -> !ofPublic(part);
            case CONSTRAINT -> part instanceof Part.ConstraintPart c && !beside(c.constraint());
            case NAMESPACE,
                    EXTENSION,
                    LANGUAGE,
                    COLLATION,
                    TYPE,
                    DOMAIN,
                    DOMAIN_CONSTRAINT,
                    OPERATOR,
                    TEXT_SEARCH,
                    SEQUENCE,
                    ROUTINE,
                    AGGREGATE,
                    CAST,
                    TABLE,
                    FOREIGN_TABLE,
                    COLUMN,
                    DEFAULT,
                    SEQUENCE_OWNER,
                    PARTITION,
                    ROWS,
                    OTHER,
                    NOTED -> false;
        };
    }

    private static boolean ofPublic(Part part) {
        ObjectId of = switch (part) {
            case Part.OwnerPart p -> p.of();
            case Part.GrantsPart p -> p.of();
            case Part.CommentPart p -> p.of();
            default -> part.id();
        };
        return of.kind() == Kind.NAMESPACE && of.name().equals(PUBLIC);
    }

    /// A check that holds for every row is looked at while rows come; one that was never validated would
    /// refuse rows that are there.
    private static boolean beside(Constraint constraint) {
        return switch (constraint) {
            case Constraint.Check c -> c.common().validated();
            case Constraint.NotNull n -> n.common().validated();
            case Constraint.PrimaryKey ignored -> false;
            case Constraint.Unique ignored -> false;
            case Constraint.Exclusion ignored -> false;
            case Constraint.ForeignKey ignored -> false;
            case Constraint.ConstraintTrigger ignored -> false;
        };
    }

    private static Optional<Beside> beside(Part part, Set<QualifiedName> partitioned) {
        Set<QualifiedName> tables = switch (part) {
            case Part.IndexPart p -> Set.of(p.on());
            case Part.ConstraintPart p
            when p.constraint() instanceof Constraint.ForeignKey key ->
                Set.copyOf(new HashSet<>(List.of(p.id().qualified(), key.target())));
            case Part.ConstraintPart p -> Set.of(p.id().qualified());
            default -> Set.of();
        };
        if (tables.isEmpty() || tables.stream().anyMatch(partitioned::contains)) {
            return Optional.empty();
        }
        return Optional.of(
                new Beside(tables, part instanceof Part.ConstraintPart c ? KeyByIndex.of(c) : Optional.empty()));
    }
}
