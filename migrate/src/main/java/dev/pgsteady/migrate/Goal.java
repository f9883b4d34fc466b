package dev.pgsteady.migrate;

import dev.pgsteady.core.Aside;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.schema.plan.Change;
import dev.pgsteady.schema.plan.Model;
import dev.pgsteady.schema.plan.ObjectId;
import dev.pgsteady.schema.plan.ObjectId.Kind;
import dev.pgsteady.schema.plan.Part;
import dev.pgsteady.schema.plan.Plan;
import dev.pgsteady.schema.plan.Rename;
import java.sql.Connection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What a schema is to become. Where entities say it, what they do not say is taken from the schema that is
/// there.
abstract sealed class Goal {
    /// The whole wanted schema.
    ///
    /// @param there   the schema that is there
    /// @param renames what got its name in it since the comparison began
    abstract Model beside(Model there, List<Rename> renames);

    /// What the schema is to be in the end, from which it shows what got another name.
    Model end(Model there) {
        return beside(there, List.of());
    }

    /// @param from the schema that the way starts from
    static Goal of(SchemaSource from, SchemaSource to, TrialServer server) {
        if (to instanceof SchemaSource.Expanded expanded) {
            return new Expanded(of(from, expanded.wanted(), server));
        }
        if (!(to instanceof SchemaSource.Entities entities)) {
            return new Whole(SchemaSource.read(to, server));
        }
        SchemaSource begin = from instanceof SchemaSource.After after ? after.first() : from;
        Predicate<ObjectId> byHand = begin instanceof SchemaSource.Revisions revisions
                ? new ByHand(server, revisions.revisions())
                : id -> Said.MAYBE_BY_HAND.contains(id.kind());
        return new Said(server, entities, byHand);
    }

    /// A schema that says everything.
    private static final class Whole extends Goal {
        private final Model model;

        private Whole(Model model) {
            this.model = model;
        }

        @Override
        Model beside(Model there, List<Rename> renames) {
            return model;
        }
    }

    /// A schema that still has what is to go.
    private static final class Expanded extends Goal {
        private final Goal end;

        private Expanded(Goal end) {
            this.end = end;
        }

        @Override
        Model beside(Model there, List<Rename> renames) {
            return end.beside(there, renames).expanded(there);
        }

        @Override
        Model end(Model there) {
            return end.end(there);
        }
    }

    /// A schema that entities say.
    private static final class Said extends Goal {
        private static final Set<Kind> RELIED_ON = EnumSet.of(
                Kind.NAMESPACE,
                Kind.EXTENSION,
                Kind.LANGUAGE,
                Kind.COLLATION,
                Kind.TYPE,
                Kind.DOMAIN,
                Kind.DOMAIN_CONSTRAINT,
                Kind.TEXT_SEARCH,
                Kind.ROUTINE);

        /// What every new database has of these kinds.
        private static final Set<ObjectId> EVERYWHERE =
                Set.of(new ObjectId(Kind.NAMESPACE, "", "public", ""), new ObjectId(Kind.EXTENSION, "", "plpgsql", ""));

        /// What somebody may have made beside the entities, where nothing tells who did.
        private static final Set<Kind> MAYBE_BY_HAND =
                EnumSet.of(Kind.COMMENT, Kind.EXTENSION, Kind.ROUTINE, Kind.TRIGGER, Kind.POLICY);

        private final TrialServer server;
        private final SchemaSource.Entities entities;
        private final Predicate<ObjectId> byHand;
        private final Aside<Built> early;
        private Connection database;
        private Optional<Model> said = Optional.empty();
        private Optional<Beside> last = Optional.empty();

        private Said(TrialServer server, SchemaSource.Entities entities, Predicate<ObjectId> byHand) {
            this.server = server;
            this.entities = entities;
            this.byHand = byHand;
            this.database = server.empty();
            Connection alone = database;
            this.early = Aside.begin(() -> built(alone));
        }

        /// What the entities alone give, before it is known whether they rely on anything that is there.
        ///
        /// @param said    what they say; empty when it could not be made
        /// @param refused why it could not
        private record Built(Optional<Model> said, Optional<Problem> refused) {}

        private Built built(Connection alone) {
            List<String> statements = entities.statements();
            try {
                server.make(alone, entities.words(), statements);
                return new Built(Optional.of(server.read(alone)), Optional.empty());
            } catch (Problem e) {
                return new Built(Optional.empty(), Optional.of(e));
            }
        }

        /// What was said beside a schema, which is asked for more than once.
        private record Beside(Model there, List<Rename> renames, Model goal) {
            boolean of(Model schema, List<Rename> done) {
                return there == schema && renames.equals(done);
            }
        }

        @Override
        Model beside(Model there, List<Rename> renames) {
            if (last.filter(l -> l.of(there, renames)).isEmpty()) {
                last = Optional.of(new Beside(there, List.copyOf(renames), made(there, renames)));
            }
            return last.orElseThrow().goal();
        }

        private Model made(Model there, List<Rename> renames) {
            Model all = said.isPresent() ? said.get() : first(there);
            all = after(partitions(all, there), "The partitions", all);
            all = after(UnnamedParts.named(all, there), "The names of constraints", all);
            said = Optional.of(all);
            return entities.strict() ? all : all.keeping(there, new Unsaid(all, there, before(renames)));
        }

        /// What the entities say, with a little more.
        private Model after(List<String> statements, String what, Model all) {
            if (statements.isEmpty()) {
                return all;
            }
            TrialServer.run(database, what, statements);
            Model more = server.read(database);
            return more.without(id -> mayBeOthers(id) && !all.parts().containsKey(id));
        }

        /// The partitions that somebody made of tables which entities divide: they look as the tables do.
        private static List<String> partitions(Model said, Model there) {
            return there.parts().values().stream()
                    .filter(p -> !said.parts().containsKey(p.id()))
                    .filter(Part.PartitionPart.class::isInstance)
                    .map(Part.PartitionPart.class::cast)
                    .filter(p -> divided(said, p.of().parent()) && divided(there, p.of().parent()))
                    .flatMap(p -> Stream.concat(
                            Stream.of("CREATE TABLE %s PARTITION OF %s %s"
                                    .formatted(p.id().sql(), p.of().parent().sql(), p.of().bound())),
                            guards(p, said, there)))
                    .toList();
        }

        /// The triggers that a partition has because its table has them, and which it does not inherit: those for
        /// TRUNCATE.
        private static Stream<String> guards(Part.PartitionPart partition, Model said, Model there) {
            QualifiedName parent = partition.of().parent();
            return there.parts().values().stream()
                    .filter(Part.TriggerPart.class::isInstance)
                    .map(Part.TriggerPart.class::cast)
                    .filter(t -> t.id().schema().equals(partition.id().schema())
                            && t.id().name().equals(partition.id().name()))
                    .filter(t -> said.parts()
                            .containsKey(new ObjectId(Kind.TRIGGER, parent.schema(), parent.name(), t.id().part())))
                    .map(Part.TriggerPart::definition);
        }

        private static boolean divided(Model schema, QualifiedName table) {
            ObjectId id = new ObjectId(Kind.TABLE, table.schema(), table.name(), "");
            return schema.parts().get(id) instanceof Part.TablePart t
                    && t.shape().partitionKey().isPresent();
        }

        private Model first(Model there) {
            Built alone = early.join();
            Predicate<ObjectId> relied =
                    id -> RELIED_ON.contains(id.kind()) && !EVERYWHERE.contains(id) && !entities.makes(id);
            if (there.parts().keySet().stream().noneMatch(relied)) {
                return alone.said().orElseThrow(() -> alone.refused().orElseThrow());
            }
            database = server.empty();
            build(base(TrialServer.model(database), there, relied));
            return entities.strict() ? TrialServer.model(database) : own(TrialServer.model(database));
        }

        /// Without the routines and extensions that were there in case the entities rely on them: whether those stay is
        /// not for the entities to say.
        private Model own(Model built) {
            return built.without(id -> mayBeOthers(id) && !EVERYWHERE.contains(id) && !entities.makes(id));
        }

        private static boolean mayBeOthers(ObjectId id) {
            return id.kind() == Kind.ROUTINE || id.kind() == Kind.EXTENSION;
        }

        /// A type that no column of the entities has is not theirs: it was there only in case one did.
        private void build(Plan base) {
            TrialServer.run(
                    database, "What the entities rely on", base.statements().toList());
            TrialServer.run(database, entities.words(), entities.statements());
            for (Change change : base.changes().reversed()) {
                if (change.id().kind() == Kind.TYPE) {
                    unlessUsed("DROP TYPE " + change.id().sql());
                }
            }
        }

        private void unlessUsed(String drop) {
            try {
                TrialServer.run(database, "A type", List.of(drop));
            } catch (Problem e) {
                System.getLogger(Goal.class.getName()).log(System.Logger.Level.DEBUG, "a type is used", e);
            }
        }

        /// What made a thing is asked with the name that it had then.
        private Predicate<ObjectId> before(List<Rename> renames) {
            return id -> {
                ObjectId old = id;
                for (Rename rename : renames.reversed()) {
                    old = before(rename, old);
                }
                return byHand.test(old);
            };
        }

        private static ObjectId before(Rename rename, ObjectId id) {
            ObjectId to = rename.to();
            boolean same = id.schema().equals(to.schema()) && id.name().equals(to.name());
            if (!same) {
                return id;
            }
            if (to.kind() == Kind.TABLE) {
                return new ObjectId(id.kind(), id.schema(), rename.from().name(), id.part());
            }
            boolean column = id.kind() == Kind.COLUMN || id.kind() == Kind.DEFAULT;
            return column && id.part().equals(to.part())
                    ? new ObjectId(
                            id.kind(), id.schema(), id.name(), rename.from().part())
                    : id;
        }

        /// The statements for what columns, defaults and checks of entities may name: extensions, domains,
        /// types that the entities do not make, functions.
        private static Plan base(Model empty, Model there, Predicate<ObjectId> relied) {
            Model base;
            try {
                base = empty.keeping(there, relied);
            } catch (Problem e) {
                // A function may need tables, which the entities make later.
                base = empty.keeping(there, relied.and(id -> id.kind() != Kind.ROUTINE && id.kind() != Kind.TYPE));
            }
            return Plan.between(empty, base, "postgres");
        }
    }
}
