package dev.pgsteady.backup;

import dev.pgsteady.backup.Manifest.DatabaseContent;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.StatementWords;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Brings a database back: beside what is there, compared, and only then put in its place by renaming.
public final class Restore {
    private final Repository repository;
    private final InstantSource clock;
    private final WorkProgress progress;

    public Restore(Repository repository, InstantSource clock, WorkProgress progress) {
        this.repository = repository;
        this.clock = clock;
        this.progress = progress;
    }

    /// Restores one database. When this fails, what was there is there still and nothing else is.
    ///
    /// @param server any database of the target server
    /// @throws Problem OCCUPIED when there is a database of that name and nobody said that it may be replaced;
    ///         DAMAGED when the backup is, or what came out is not what went in
    public Restored run(BackupSet set, ConnectionSettings server, RestoreOptions options) {
        Manifest manifest = repository.manifest(set);
        DatabaseContent content = content(manifest, options.database());
        String name = options.as().orElse(content.name());
        ConnectionSettings beside = beside(server, name);
        try (Lease lease = Lease.read(repository.store(), clock, "restore");
                ServerWork work = new ServerWork(beside)) {
            boolean there = work.exists(name);
            boolean occupied = there && !ServerWork.empty(beside.withDatabase(name));
            if (occupied) {
                ServerWork.requireTyped(name, options.replace());
            }
            requireExtensions(work, content);
            Optional<SetId> before =
                    occupied && options.backUpFirst() ? Optional.of(backUp(beside, name)) : Optional.empty();
            lease.requireHeld();
            return restored(
                    new Task(set, manifest.server().major(), content, beside, name, there), work, before, options);
        } catch (SQLException e) {
            throw StatementWords.of(e);
        }
    }

    /// A database that nobody restores, from which others can be made and renamed.
    private static ConnectionSettings beside(ConnectionSettings server, String name) {
        boolean other = !server.database().equals(name);
        return other ? server : server.withDatabase(name.equals("postgres") ? "template1" : "postgres");
    }

    /// @param major of the server that the backup is of
    /// @param there whether there is a database of that name to be replaced
    private record Task(
            BackupSet set, int major, DatabaseContent content, ConnectionSettings server, String name, boolean there) {}

    private Restored restored(Task task, ServerWork work, Optional<SetId> before, RestoreOptions options)
            throws SQLException {
        Instant start = clock.instant();
        List<String> warnings = new ArrayList<>();
        if (task.there() && before.isEmpty() && options.backUpFirst()) {
            warnings.add("The database that was there was empty, so it was not backed up.");
        }
        warnings.addAll(prepared(task, work, options));
        String mark = Long.toHexString(start.getEpochSecond());
        String fresh = Sql.name(task.name(), "_restoring_" + mark);
        warnings.addAll(work.create(fresh, task.content().locale()));
        String aside = Sql.name(task.name(), "_before_" + mark);
        try {
            warnings.addAll(load(task, fresh, options));
            place(task, work, fresh, aside);
        } catch (Problem e) {
            work.drop(fresh);
            throw work.explained(e, task.major());
        } catch (SQLException | RuntimeException e) {
            work.drop(fresh);
            throw e;
        }
        boolean kept = task.there() && options.keepReplaced();
        if (task.there() && !kept) {
            work.drop(aside);
        }
        return new Restored(
                task.set().id(),
                task.name(),
                task.content().rows(),
                Duration.between(start, clock.instant()),
                Optional.of(aside).filter(a -> kept),
                before,
                options.compare(),
                warnings);
    }

    private List<String> prepared(Task task, ServerWork work, RestoreOptions options) throws SQLException {
        List<String> warnings = new ArrayList<>();
        work.sweep().forEach(d -> warnings.add("Dropped %s, which an unfinished restore had left.".formatted(d)));
        if (options.load().owners()) {
            warnings.addAll(work.roles(repository.manifest(task.set()).globals()));
        }
        return warnings;
    }

    private static void place(Task task, ServerWork work, String fresh, String aside) throws SQLException {
        work.finished(fresh);
        if (task.there()) {
            work.swap(task.name(), fresh, aside);
        } else {
            work.rename(fresh, task.name());
        }
    }

    /// @return what to look at
    private List<String> load(Task task, String fresh, RestoreOptions options) {
        ConnectionSettings target = task.server().withDatabase(fresh);
        new Loading(repository, target, options.load(), progress).run(task.content());
        if (!options.compare()) {
            return List.of();
        }
        Compared compared =
                new Comparison(repository, target, options.load(), progress).across(task.content(), task.major());
        requireSame(task.set(), compared.differences());
        return compared.notes();
    }

    static void requireSame(BackupSet set, List<Difference> differences) {
        if (!differences.isEmpty()) {
            throw new Problem(
                    Problem.Kind.DAMAGED,
                    "What came out of %s is not what went in, in %d places; first: %s."
                            .formatted(set.id(), differences.size(), differences.getFirst()),
                    "Nothing was put in place. Run 'pgsteady drill %s' for the whole list.".formatted(set.id()));
        }
    }

    private SetId backUp(ConnectionSettings server, String name) {
        return new LogicalBackup(repository, clock, progress)
                .take(server, BackupOptions.USUAL.of(List.of(name)))
                .id();
    }

    static void requireExtensions(ServerWork work, DatabaseContent content) throws SQLException {
        Set<String> missing = work.missingExtensions(content.extensions());
        if (!missing.isEmpty()) {
            throw new Problem(
                    Problem.Kind.SERVER_REFUSED,
                    "The server has no files for these extensions of the backup: %s."
                            .formatted(String.join(", ", missing)),
                    "Install them on the server (their packages), then restore again. Nothing was changed.");
        }
    }

    /// One of the databases of a backup.
    ///
    /// @throws Problem USAGE when it has none of that name, or several and none was named
    static DatabaseContent content(Manifest manifest, Optional<String> name) {
        List<String> names =
                manifest.databases().stream().map(DatabaseContent::name).toList();
        List<DatabaseContent> fit = manifest.databases().stream()
                .filter(d -> name.isEmpty() || d.name().equals(name.get()))
                .toList();
        if (fit.size() == 1) {
            return fit.getFirst();
        }
        throw new Problem(
                Problem.Kind.USAGE,
                names.isEmpty()
                        ? "%s is a physical backup; it holds the whole server.".formatted(manifest.set())
                        : "%s holds %s.".formatted(manifest.set(), String.join(", ", names)),
                names.isEmpty()
                        ? "Recover it with 'pgsteady recover --to FOLDER'."
                        : "Name one of them with --database.");
    }
}
