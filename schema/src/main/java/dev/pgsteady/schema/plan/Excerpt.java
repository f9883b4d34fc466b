package dev.pgsteady.schema.plan;

import dev.pgsteady.core.Problem;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.schema.plan.ObjectId.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Some tables of one schema, made in a database of another: with all that belongs to them, and with the types,
/// functions and sequences that they need and that are not there. What is there stays as it is.
///
/// @param script that makes them
/// @param notes  sentences about what was left out, and about what is there and is another one
public record Excerpt(Script script, List<String> notes) {
    private static final List<Kind> TRAITS = List.of(Kind.OWNER, Kind.GRANTS, Kind.COMMENT);

    public Excerpt {
        notes = List.copyOf(notes);
    }

    /// The tables of one schema for another database. Pure.
    ///
    /// @param from   the schema that has the tables
    /// @param here   the schema of the database that gets them; has none of these names
    /// @param tables which; a partitioned table with its partitions
    /// @throws Problem UNPLANNABLE when they need another table that is not here
    public static Excerpt of(Model from, Model here, Set<QualifiedName> tables) {
        Choosing choosing = new Choosing(from, here, tables);
        choosing.own();
        choosing.dropForeignKeysToNowhere();
        List.copyOf(choosing.made).forEach(choosing::needs);
        Model start = from.without(id -> !choosing.there.contains(id));
        Model wanted = from.without(id -> !choosing.there.contains(id) && !choosing.made.contains(id));
        return new Excerpt(Script.between(start, wanted), choosing.notes);
    }

    /// What is made and what is there, while it is found out.
    private static final class Choosing {
        private final Model from;
        private final Map<ObjectId, Part> here;
        private final Set<QualifiedName> tables;
        private final Set<ObjectId> made = new TreeSet<>();
        private final Set<ObjectId> there = new TreeSet<>();
        private final List<String> notes = new ArrayList<>();

        Choosing(Model from, Model here, Set<QualifiedName> tables) {
            this.from = from;
            this.here = here.parts();
            this.tables = tables;
        }

        void own() {
            from.parts().forEach((id, part) -> {
                if (belongs(id, part)) {
                    made.add(id);
                }
            });
            from.parts().values().forEach(part -> {
                if (part instanceof Part.SequenceOwnerPart o
                        && tables.contains(o.column().table())) {
                    made.add(ObjectId.of(Kind.SEQUENCE, o.id().qualified()));
                }
            });
            List.copyOf(made).forEach(this::traits);
        }

        private boolean belongs(ObjectId id, Part part) {
            return switch (part) {
                case Part.IndexPart i -> tables.contains(i.on());
                case Part.SequenceOwnerPart o -> tables.contains(o.column().table());
                case Part.NotedPart noted -> false;
                default ->
                    switch (id.kind()) {
                        case RULE -> tables.stream().anyMatch(t -> id.name().endsWith(" on " + t.sql()));
                        case STATISTICS ->
                            from.requires(id).stream()
                                    .anyMatch(on ->
                                            on.table().filter(tables::contains).isPresent());
                        default -> id.table().filter(tables::contains).isPresent();
                    };
            };
        }

        private void traits(ObjectId id) {
            TRAITS.stream().map(id::trait).filter(from.parts()::containsKey).forEach(made::add);
        }

        void dropForeignKeysToNowhere() {
            for (ObjectId key :
                    made.stream().filter(id -> id.kind() == Kind.FOREIGN_KEY).toList()) {
                Set<ObjectId> missing = from.requires(key).stream()
                        .filter(on -> !made.contains(on) && !here.containsKey(on))
                        .collect(Collectors.toCollection(TreeSet::new));
                if (!missing.isEmpty()) {
                    made.remove(key);
                    TRAITS.forEach(t -> made.remove(key.trait(t)));
                    notes.add("%s was left out: there is no %s here."
                            .formatted(key.words(), missing.iterator().next().words()));
                }
            }
        }

        /// Takes in what a part that is made needs: from here where it is here, else it is made too.
        void needs(ObjectId id) {
            for (ObjectId on : from.requires(id)) {
                if (made.contains(on) || there.contains(on)) {
                    continue;
                }
                if (here.containsKey(on)) {
                    standsOn(on);
                } else if (on.table().isPresent() || on.kind() == Kind.INDEX || on.kind() == Kind.FOREIGN_TABLE) {
                    throw new Problem(
                            Problem.Kind.UNPLANNABLE,
                            "%s needs %s, which is not in the database.".formatted(id.words(), on.words()),
                            "Name that table too; nothing was changed.");
                } else {
                    made.add(on);
                    traits(on);
                    needs(on);
                }
            }
        }

        /// What is here is enough, whatever it needs itself.
        private void standsOn(ObjectId on) {
            if (there.add(on)) {
                from.requires(on).forEach(this::standsOn);
                boolean another = switch (on.kind()) {
                    case TYPE, DOMAIN, ROUTINE, AGGREGATE, SEQUENCE, COLLATION -> differs(on);
                    default -> false;
                };
                if (another) {
                    notes.add(on.words() + " is not as it was in the backup; it stays as it is.");
                }
            }
        }

        private boolean differs(ObjectId on) {
            return !String.valueOf(from.parts().get(on)).equals(String.valueOf(here.get(on)));
        }
    }
}
