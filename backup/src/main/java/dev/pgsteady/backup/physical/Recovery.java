package dev.pgsteady.backup.physical;

import dev.pgsteady.backup.Repository;
import dev.pgsteady.backup.WorkProgress;
import dev.pgsteady.backup.store.ObjectName;
import dev.pgsteady.core.Problem;
import dev.pgsteady.embedded.OwnedFiles;
import dev.pgsteady.embedded.RestoredServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// One recovery, from an empty folder to a server that has reached its target.
///
/// @param to       where from and on which machine
/// @param plan     what is to be reached
/// @param options  how
/// @param progress hears bytes of the copy, then segments of the log
record Recovery(PointInTime to, PointInTime.Plan plan, RecoveryOptions options, WorkProgress progress) {
    private static final Duration STEP = Duration.ofMillis(100);

    /// A standby must have at least as much of these as its primary (manual, 27.4.3).
    static final Set<String> AT_LEAST = Set.of(
            "max_connections",
            "max_worker_processes",
            "max_wal_senders",
            "max_prepared_transactions",
            "max_locks_per_transaction");

    Recovered run() {
        Instant begun = to.clock().instant();
        DataFolder folder = DataFolder.begin(options.into());
        try {
            WalPath path = fill(folder);
            folder.complete();
            return start(path, begun);
        } catch (RuntimeException e) {
            remove(folder, e);
            throw e;
        }
    }

    private static void remove(DataFolder folder, RuntimeException why) {
        try {
            folder.remove();
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    private Repository repository() {
        return to.repository();
    }

    private WalPath fill(DataFolder folder) {
        WalArchive archive = new WalArchive(repository());
        WalPath path = WalPath.of(archive, plan.set());
        boolean verified = new Unpacking(repository(), to.machine(), progress).into(folder, plan.set());
        progress.at(verified ? "Verified the copy" : "pg_verifybackup was not found; checked the parts only", 1, 1);
        WalPath fetched = fetch(archive, bounded(archive, path), folder);
        folder.configure(
                "Written by pgsteady: restored from %s. Remove these lines when this server takes the place of the"
                                .formatted(plan.set().id())
                        + " one that was lost.",
                settings(path));
        if (options.use() == RecoveryOptions.Use.SCRATCH) {
            folder.write("pgsteady_hba.conf", "local all all trust\n");
        }
        folder.write("recovery.signal", "");
        return fetched;
    }

    private Map<String, String> settings(WalPath path) {
        Map<String, String> settings = new TreeMap<>(
                RecoverySettings.recovering(plan.target(), path.history().timeline(), options));
        path.content().settings().forEach((name, value) -> {
            if (AT_LEAST.contains(name)) {
                settings.put(name, value);
            }
        });
        if (options.use() == RecoveryOptions.Use.SCRATCH) {
            settings.putAll(RecoverySettings.scratch(options.into()));
        }
        return settings;
    }

    /// No more of the log than the target can need.
    private WalPath bounded(WalArchive archive, WalPath path) {
        return switch (plan.target()) {
            case RecoveryTarget.Position position -> path.upTo(position.at());
            case RecoveryTarget.BackupEnd end -> path.upTo(path.stop());
            case RecoveryTarget.Time time ->
                plan.before()
                        .map(next -> path.upTo(WalPath.of(archive, repository().set(next.text()))
                                .stop()))
                        .orElse(path);
            case RecoveryTarget.Latest all -> path;
            case RecoveryTarget.Named all -> path;
            case RecoveryTarget.Transaction all -> path;
        };
    }

    private WalPath fetch(WalArchive archive, WalPath path, DataFolder folder) {
        try {
            Files.createDirectories(folder.wal());
            ObjectName history = archive.list().histories().get(path.history().timeline());
            if (history != null) {
                Files.write(
                        folder.wal()
                                .resolve("%08X.history".formatted(path.history().timeline())),
                        archive.content(history));
            }
            int all = path.steps().size();
            for (int i = 0; i < all; i++) {
                progress.at("Fetching the log", i, all);
                Optional<String> reason = fetch(archive, path, i, folder);
                if (reason.isPresent()) {
                    return path.brokenAt(i, reason.get());
                }
            }
            return path;
        } catch (IOException e) {
            throw FileTrouble.of("The log cannot be written to " + folder.wal(), e);
        }
    }

    /// @return why the segment is of no use; empty when it is there now
    private Optional<String> fetch(WalArchive archive, WalPath path, int number, DataFolder folder) throws IOException {
        WalPath.Step step = path.steps().get(number);
        byte[] content;
        try {
            content = archive.content(step.object());
        } catch (Problem damaged) {
            if (damaged.kind() == Problem.Kind.DAMAGED) {
                return Optional.of("is damaged");
            }
            throw damaged;
        }
        Optional<String> reason = WalPage.objection(content, step.segment(), path.system());
        if (reason.isEmpty()) {
            Files.write(folder.wal().resolve(step.segment().file()), content);
        }
        return reason;
    }

    private Recovered start(WalPath path, Instant begun) {
        RestoredServer server = RestoredServer.of(options.into(), to.machine());
        try {
            if (plan.target() instanceof RecoveryTarget.Latest && path.gap().isPresent()) {
                throw tooEarly(path, new RecoveryLog(""));
            }
            progress.at("Replaying the log", 0, 0);
            boolean reached = reach(server);
            RecoveryLog log = new RecoveryLog(server.log());
            if (!reached || log.endedTooEarly()) {
                throw log.endedTooEarly() ? tooEarly(path, log) : failed(server);
            }
            requireEnd(path, log);
            if (options.end() == RecoveryOptions.End.PROMOTE) {
                OwnedFiles.deleteTree(options.into().resolve(DataFolder.WAL));
            }
            return new Recovered(
                    plan.set().id(),
                    options.into(),
                    options.port(),
                    log.newTimeline().orElse(path.history().timeline()),
                    log.lastCommit(),
                    Duration.between(begun, to.clock().instant()),
                    notes());
        } catch (IOException e) {
            throw FileTrouble.of("The log beside the data directory cannot be removed", e);
        } catch (RuntimeException e) {
            throw undone(server, e);
        }
    }

    private RuntimeException undone(RestoredServer server, RuntimeException why) {
        try {
            server.abandon();
            OwnedFiles.deleteTree(options.into());
        } catch (IOException | Problem e) {
            why.addSuppressed(e);
        }
        return why;
    }

    private boolean reach(RestoredServer server) {
        try {
            server.start(options.limit());
        } catch (Problem notStarted) {
            if (new RecoveryLog(server.log()).endedTooEarly()) {
                return false;
            }
            throw notStarted;
        }
        if (options.end() == RecoveryOptions.End.PROMOTE) {
            return server.awaitReady(options.limit()) == RestoredServer.Phase.READY;
        }
        long end = System.nanoTime() + options.limit().toNanos();
        while (System.nanoTime() < end && server.phase() != RestoredServer.Phase.GONE) {
            // A standby that takes readers is ready for PostgreSQL, however far it has replayed.
            RecoveryLog log = new RecoveryLog(server.log());
            if (log.paused() || log.complete()) {
                return true;
            }
            pause();
        }
        return false;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(STEP.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(Problem.Kind.INTERRUPTED, "Interrupted while the log was replayed.", "Run it again.", e);
        }
    }

    /// A log that is damaged inside a segment looks to the server as if it ended there.
    private void requireEnd(WalPath path, RecoveryLog log) {
        if (!(plan.target() instanceof RecoveryTarget.Latest) || path.steps().isEmpty()) {
            return;
        }
        int bytes = path.content().segmentBytes();
        long wanted = path.steps().getLast().segment().number() - 1;
        Lsn done = log.redoDone().orElse(path.until());
        if (done.value() / bytes < wanted) {
            throw new Problem(
                    Problem.Kind.DAMAGED,
                    "The replay ended at %s, before the end of the archive at %s.".formatted(done, path.until()),
                    "The log is damaged there: recover to position %s, and take a new physical backup."
                            .formatted(done));
        }
    }

    private Problem tooEarly(WalPath path, RecoveryLog log) {
        String last = log.lastCommit()
                .map(t -> " The last commit in it is of " + t + ".")
                .orElse("");
        return new Problem(
                path.gap().isPresent() ? Problem.Kind.DAMAGED : Problem.Kind.USAGE,
                "The archive ends before %s: %s goes %s.%s"
                        .formatted(
                                plan.target().words(),
                                plan.set().id(),
                                path.window().words(),
                                last),
                path.gap().isPresent()
                        ? "Recover to position %s, the last before the break, and take a new physical backup."
                                .formatted(path.until())
                        : "Ask for the end of the archive, or for a time before that commit.");
    }

    private Problem failed(RestoredServer server) {
        List<String> lines = server.log().lines().toList();
        return new Problem(
                Problem.Kind.EMBEDDED,
                "The server did not reach %s within %s. It said:\n%s"
                        .formatted(
                                plan.target().words(),
                                options.limit(),
                                String.join("\n", lines.subList(Math.max(0, lines.size() - 8), lines.size()))),
                "Put right what it says, or give it more time.");
    }

    private List<String> notes() {
        Path configuration = options.into().resolve("postgresql.auto.conf");
        return options.use() == RecoveryOptions.Use.SCRATCH
                ? List.of()
                : List.of(
                        "Archiving, replication, subscriptions, preloaded libraries and TLS are off, and it listens on"
                                + " 127.0.0.1 only, until the lines of pgsteady in " + configuration + " are removed.");
    }
}
