package dev.pgsteady.backup;

import dev.pgsteady.backup.DrillOptions.Level;
import dev.pgsteady.backup.Manifest.DatabaseContent;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Secret;
import dev.pgsteady.core.StatementWords;
import dev.pgsteady.embedded.Address;
import dev.pgsteady.embedded.Machine;
import dev.pgsteady.embedded.Progress;
import dev.pgsteady.embedded.ThrowAwayServer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Restores a backup into a throw-away server and compares: the only proof that it is one.
public final class Drill {
    private final Repository repository;
    private final InstantSource clock;
    private final Machine machine;
    private final WorkProgress progress;

    public Drill(Repository repository, InstantSource clock, Machine machine, WorkProgress progress) {
        this.repository = repository;
        this.clock = clock;
        this.machine = machine;
        this.progress = progress;
    }

    /// What has come out so far.
    private static final class Findings {
        private final Map<String, Double> seconds = new LinkedHashMap<>();
        private final List<String> failures = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();
        private long rows;
        private long objects;
        private int server;
        private double restore;
    }

    /// Drills a logical backup and keeps what came of it beside it.
    ///
    /// @throws Problem when the drill itself could not be carried out; a backup that fails it is a result
    public DrillResult run(BackupSet set, DrillOptions options) {
        Instant at = clock.instant();
        Findings findings = new Findings();
        try (Lease lease = Lease.read(repository.store(), clock, "drill")) {
            drill(set, options, findings);
            lease.requireHeld();
        }
        DrillResult result = new DrillResult(
                set.id(),
                at,
                findings.failures.isEmpty(),
                options.level(),
                findings.server,
                findings.rows,
                findings.objects,
                findings.seconds,
                findings.restore,
                findings.failures,
                findings.notes,
                LogicalBackup.version(),
                Lease.thisHost());
        repository.record(result);
        return result;
    }

    private void drill(BackupSet set, DrillOptions options, Findings findings) {
        List<String> damages = timed(
                findings,
                "bytes",
                () -> new Verification(repository, clock, progress)
                        .of(List.of(set))
                        .getOrDefault(set.id(), List.of()));
        findings.failures.addAll(damages);
        if (!damages.isEmpty() || options.level() == Level.BYTES) {
            return;
        }
        Manifest manifest = repository.manifest(set);
        try (ThrowAwayServer server = timed(findings, "server", () -> ThrowAwayServer.start(machine, Progress.NONE))) {
            databases(manifest, server.address(), options, findings);
        }
    }

    private void databases(Manifest manifest, Address address, DrillOptions options, Findings findings) {
        LoadOptions load = new LoadOptions(options.workers(), true, true);
        ConnectionSettings server = ConnectionSettings.to(address.host(), address.port(), "postgres", address.user())
                .withPassword(Secret.of(address.readPassword()));
        try (ServerWork work = new ServerWork(server)) {
            findings.server = work.version();
            if (findings.server / 10_000 < manifest.server().major()) {
                findings.notes.add("The backup is of PostgreSQL %d and was restored into %d."
                        .formatted(manifest.server().major(), findings.server / 10_000));
            }
            work.roles(manifest.globals());
            int number = 0;
            for (DatabaseContent content : manifest.databases()) {
                String name = "drill_" + ++number;
                findings.notes.addAll(work.create(name, content.locale()));
                database(server.withDatabase(name), content, new Order(options, load), findings);
                work.drop(name);
            }
        } catch (SQLException e) {
            throw StatementWords.of(e);
        }
    }

    private record Order(DrillOptions options, LoadOptions load) {}

    private void database(ConnectionSettings target, DatabaseContent content, Order order, Findings findings) {
        try {
            double before =
                    findings.seconds.values().stream().mapToDouble(s -> s).sum();
            timed(findings, "load", () -> {
                new Loading(repository, target, order.load(), progress).run(content);
                return true;
            });
            findings.restore +=
                    findings.seconds.values().stream().mapToDouble(s -> s).sum() - before;
            List<Difference> differences = timed(
                    findings, "compare", () -> new Comparison(repository, target, order.load(), progress).of(content));
            differences.forEach(d -> findings.failures.add(content.name() + ": " + d));
            Ddl ddl = Ddl.read(repository, content);
            findings.rows += content.rows();
            findings.objects += ddl.before().size()
                    + ddl.after().size()
                    + content.sequences().size();
            if (order.options().level() == Level.CHECK) {
                Inspection inspection = new Inspection(target, progress);
                timed(findings, "check", () -> {
                    inspection.indexes(order.load().workers());
                    inspection.queries(order.options().smoke());
                    return true;
                });
                inspection.failures().forEach(f -> findings.failures.add(content.name() + ": " + f));
                findings.notes.addAll(inspection.notes());
            }
        } catch (Problem e) {
            if (e.kind() == Problem.Kind.INTERRUPTED || e.kind() == Problem.Kind.DISK_FULL) {
                throw e;
            }
            findings.failures.add(content.name() + ": " + e.getMessage());
        }
    }

    private <T> T timed(Findings findings, String stage, Supplier<T> work) {
        Instant start = clock.instant();
        T result = work.get();
        double seconds = Duration.between(start, clock.instant()).toMillis() / 1000.0;
        findings.seconds.merge(stage, seconds, Double::sum);
        return result;
    }

    /// The newest backup that passed a drill at which it was restored; empty for none.
    public static Optional<BackupSet> newestProved(Repository repository) {
        return repository.sets().reversed().stream()
                .filter(s -> repository.drills(s.id()).stream().anyMatch(d -> d.passed() && d.level() != Level.BYTES))
                .findFirst();
    }
}
