package dev.pgsteady.backup;

import dev.pgsteady.backup.Ddl.Step;
import dev.pgsteady.backup.Manifest.DatabaseContent;
import dev.pgsteady.backup.Manifest.SequenceValue;
import dev.pgsteady.backup.Manifest.TableContent;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Database;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.StatementWords;
import dev.pgsteady.schema.plan.Excerpt;
import dev.pgsteady.schema.plan.ModelReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Brings some tables of a backup back into a database that is in use: rows, types and sequences that they need,
/// indexes, constraints, triggers, policies, and foreign keys to tables that are there. Everything happens in one
/// transaction, so that a restore that fails or is killed leaves nothing.
///
/// What a table needs is known to a catalog only: the backup's schema is made in a database of its own for that,
/// without rows, and dropped.
public final class TableRestore {
    private static final String PATIENCE = "SET LOCAL lock_timeout = '30s'";

    private final Repository repository;
    private final InstantSource clock;
    private final WorkProgress progress;

    public TableRestore(Repository repository, InstantSource clock, WorkProgress progress) {
        this.repository = repository;
        this.clock = clock;
        this.progress = progress;
    }

    /// Restores tables. Those that are not there come back under their names. When one of them is there, all come
    /// into a schema of their own, or, where that is said, into the places of those that are there.
    ///
    /// @param target  the database that gets them
    /// @param tables  partitioned ones bring their partitions
    /// @param options `as` is the schema that they get; `replace` is the name of the database, typed again
    /// @throws Problem USAGE when the backup has no such table; OCCUPIED when one is there or something else uses
    ///         what would be replaced; UNPLANNABLE when another table is needed; DAMAGED as a restore
    public RestoredTables run(
            BackupSet set, ConnectionSettings target, Set<QualifiedName> tables, RestoreOptions options) {
        if (options.as().isPresent() && options.replace().isPresent()) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    "Tables come either into the schema %s or into the places of those that are there."
                            .formatted(options.as().get()),
                    "Leave out --as or --replace.");
        }
        DatabaseContent content = Restore.content(repository.manifest(set), options.database());
        String mark = Long.toHexString(clock.instant().getEpochSecond());
        String scratch = Sql.name(target.database(), "_restoring_" + mark);
        try (Lease lease = Lease.read(repository.store(), clock, "restore");
                ServerWork work = new ServerWork(target);
                Connection live = Database.connect(target)) {
            Task task = new Task(set, content, target, options, mark);
            prepare(task, work);
            lease.requireHeld();
            work.create(scratch, content.locale());
            try {
                return restored(task, target.withDatabase(scratch), live, tables);
            } catch (Problem e) {
                throw work.explained(e, repository.manifest(set).server().major());
            } finally {
                work.drop(scratch);
            }
        } catch (SQLException e) {
            throw StatementWords.of(e);
        }
    }

    private void prepare(Task task, ServerWork work) throws SQLException {
        Restore.requireExtensions(work, task.content);
        work.sweep().forEach(d -> task.warnings.add("Dropped %s, which an unfinished restore had left.".formatted(d)));
        if (task.options.load().owners()) {
            task.warnings.addAll(work.roles(repository.manifest(task.set).globals()));
        }
    }

    /// One restore.
    private final class Task {
        private final BackupSet set;
        private final DatabaseContent content;
        private final ConnectionSettings target;
        private final RestoreOptions options;
        private final String mark;
        private final Instant begun = clock.instant();
        private final List<String> warnings = new ArrayList<>();
        private Optional<TableSwap> swap = Optional.empty();
        private Optional<SetId> before = Optional.empty();

        Task(BackupSet set, DatabaseContent content, ConnectionSettings target, RestoreOptions options, String mark) {
            this.set = set;
            this.content = content;
            this.target = target;
            this.options = options;
            this.mark = mark;
        }
    }

    private RestoredTables restored(Task task, ConnectionSettings scratch, Connection live, Set<QualifiedName> wanted)
            throws SQLException {
        LoadOptions bare = new LoadOptions(1, task.options.load().owners(), false);
        new Loading(repository, scratch, bare, progress).run(task.content);
        try (Connection described = Database.connect(scratch)) {
            TableSource source = TableSource.of(described, wanted);
            place(task, source, live);
            List<QualifiedName> names =
                    source.tables().stream().map(source::renamed).toList();
            Excerpt excerpt = Excerpt.of(source.model(), new ModelReader().read(live), Set.copyOf(names));
            task.warnings.addAll(excerpt.notes());
            long rows = carryOut(task, source, live, Ddl.of(excerpt.script()));
            return new RestoredTables(
                    task.set.id(),
                    task.swap.isPresent() ? List.copyOf(source.tables()) : names,
                    rows,
                    Duration.between(task.begun, clock.instant()),
                    task.swap.map(TableSwap::aside).filter(a -> task.options.keepReplaced()),
                    task.before,
                    task.options.compare() && task.options.load().rows(),
                    task.warnings);
        }
    }

    /// Decides where the tables go, and gives them the schema of there.
    private void place(Task task, TableSource source, Connection live) throws SQLException {
        Set<QualifiedName> there = TableSource.present(live, source.tables());
        if (task.options.as().isPresent()) {
            source.move(task.options.as().get());
        } else if (!there.isEmpty() && task.options.replace().isPresent()) {
            ServerWork.requireTyped(task.target.database(), task.options.replace());
            String fresh = "pgsteady_restoring_" + task.mark;
            source.move(fresh);
            task.swap = Optional.of(new TableSwap(there, fresh, "replaced_" + task.mark));
            task.before = backUpWhatIsDropped(task);
        } else if (!there.isEmpty()) {
            source.move("restored_" + time(task.content.snapshotAt()));
        }
        Set<QualifiedName> occupied = TableSource.present(
                live, source.tables().stream().map(source::renamed).collect(Collectors.toSet()));
        if (!occupied.isEmpty()) {
            throw new Problem(
                    Problem.Kind.OCCUPIED,
                    "There is a table %s already.".formatted(occupied.iterator().next()),
                    "Name another schema with --as; nothing was changed.");
        }
    }

    /// As in `20261121_055000`.
    private static String time(Instant at) {
        return at.toString().replaceAll("[-:]", "").replace('T', '_').replaceAll("[.Z].*", "");
    }

    /// What is kept in a schema of its own needs no backup.
    private Optional<SetId> backUpWhatIsDropped(Task task) {
        boolean wanted = !task.options.keepReplaced() && task.options.backUpFirst();
        return wanted
                ? Optional.of(new LogicalBackup(repository, clock, progress)
                        .take(task.target, BackupOptions.USUAL.of(List.of(task.target.database())))
                        .id())
                : Optional.empty();
    }

    private long carryOut(Task task, TableSource source, Connection live, Ddl ddl) throws SQLException {
        boolean owners = task.options.load().owners();
        List<TableContent> rows = task.options.load().rows() ? source.rows(task.content) : List.of();
        live.setAutoCommit(false);
        try (Statement statement = live.createStatement()) {
            statement.execute(Loading.SESSION + ";" + SourceSession.CANONICAL + ";" + PATIENCE);
            Set<QualifiedName> sequences = sequences(live);
            steps(live, owners ? ddl.before() : Loading.withoutRights(ddl.before()));
            String encoding = task.content.locale().getOrDefault("encoding", "UTF8");
            new RowLoading(repository, encoding, progress, "Loading").load(rows, live);
            if (task.options.load().rows()) {
                Set<QualifiedName> made = new TreeSet<>(sequences(live));
                made.removeAll(sequences);
                set(statement, source.values(task.content), made);
            }
            if (task.options.compare()) {
                compare(task, rows, live, encoding);
            }
            steps(live, owners ? ddl.after() : Loading.withoutRights(ddl.after()));
            progress.at("Putting the tables in place", 0, 0);
            for (QualifiedName table : source.tables()) {
                statement.execute("ANALYZE " + source.renamed(table).sql());
            }
            if (task.swap.isPresent()) {
                swap(task, statement, source.tables());
            }
            live.commit();
        } catch (SQLException | RuntimeException e) {
            live.rollback();
            throw e;
        }
        return rows.stream().mapToLong(TableContent::rows).sum();
    }

    private static void swap(Task task, Statement statement, Set<QualifiedName> tables) throws SQLException {
        TableSwap swap = task.swap.orElseThrow();
        swap.run(statement, tables);
        if (!task.options.keepReplaced()) {
            swap.dropAside(statement);
        }
    }

    private void steps(Connection live, List<Step> steps) {
        for (int i = 0; i < steps.size(); i++) {
            progress.at("Types, tables, indexes and keys", i, steps.size());
            Statements.alone(live, steps.get(i));
        }
    }

    private static Set<QualifiedName> sequences(Connection live) throws SQLException {
        return Relation.list(live).stream()
                .filter(Relation::sequence)
                .map(Relation::name)
                .collect(Collectors.toSet());
    }

    /// Only sequences that came with the tables: others stand where they stand.
    private static void set(Statement statement, List<SequenceValue> values, Set<QualifiedName> made)
            throws SQLException {
        for (SequenceValue value : values) {
            if (made.contains(value.sequence().qualified())) {
                statement.execute(Loading.setting(value));
            }
        }
    }

    private void compare(Task task, List<TableContent> rows, Connection live, String encoding) throws SQLException {
        List<Difference> differences = new ArrayList<>();
        for (TableContent table : rows) {
            progress.at("Reading %s back".formatted(table.table().qualified()), 0, 0);
            Fingerprint.Sum sum = new Fingerprint.Sum();
            RowStream.read(live, CopyText.of(table, encoding).out(""), table.binary(), sum::add);
            if (sum.rows() != table.rows() || !sum.fingerprint().equals(table.fingerprint())) {
                differences.add(new Difference(
                        "table " + table.table().qualified(),
                        "has %d rows, the backup %d, or other values in them".formatted(sum.rows(), table.rows())));
            }
        }
        Restore.requireSame(task.set, differences);
    }
}
