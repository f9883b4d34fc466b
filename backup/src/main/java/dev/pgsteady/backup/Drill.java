package dev.pgsteady.backup;

import dev.pgsteady.backup.DrillOptions.Level;
import dev.pgsteady.backup.DrillResult.Reached;
import dev.pgsteady.backup.Manifest.DatabaseContent;
import dev.pgsteady.core.Aside;
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
import java.util.Set;
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
        private Optional<List<String>> live = Optional.empty();
        private List<String> commands = List.of();

        Optional<Reached> reached() {
            return live.isEmpty() && commands.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Reached(Optional.empty(), Optional.empty(), live, commands));
        }
    }

    /// Drills a logical backup and keeps what came of it beside it.
    ///
    /// @throws Problem when the drill itself could not be carried out; a backup that fails it is a result. USAGE
    ///         for a physical one, of which it would prove nothing
    public DrillResult run(BackupSet set, DrillOptions options) {
        if (set.kind().equals("physical")) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    "%s is a copy of a whole server.".formatted(set.id()),
                    "'pgsteady drill %s' recovers it.".formatted(set.id()));
        }
        options.requireFitting(set);
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
                Lease.thisHost(),
                findings.reached());
        repository.record(result);
        return result;
    }

    private void drill(BackupSet set, DrillOptions options, Findings findings) {
        if (options.level() == Level.BYTES) {
            intact(set, findings);
        } else if (options.server().isPresent()) {
            intact(set, findings).ifPresent(manifest -> {
                given(manifest, options.server().get(), options, findings);
                live(manifest, options, findings);
            });
        } else {
            thrownAway(set, options, findings).ifPresent(manifest -> live(manifest, options, findings));
        }
    }

    /// What the backup holds, when no byte of it is damaged.
    private Optional<Manifest> intact(BackupSet set, Findings findings) {
        List<String> damages = timed(
                findings,
                "bytes",
                () -> new Verification(repository, clock, progress)
                        .of(List.of(set))
                        .getOrDefault(set.id(), List.of()));
        findings.failures.addAll(damages);
        return damages.isEmpty() ? Optional.of(repository.manifest(set)) : Optional.empty();
    }

    private void live(Manifest manifest, DrillOptions options, Findings findings) {
        options.live().ifPresent(live -> findings.live = Optional.of(differences(manifest, live, options)));
    }

    /// A throw-away server that starts while the bytes are read.
    private static final class EarlyServer implements AutoCloseable {
        private final Aside<ThrowAwayServer> starting;

        EarlyServer(Machine machine) {
            starting = Aside.begin(() -> ThrowAwayServer.start(machine, Progress.NONE));
        }

        ThrowAwayServer await() {
            return starting.join();
        }

        @Override
        public void close() {
            ThrowAwayServer server;
            try {
                server = starting.join();
            } catch (Problem e) {
                // Whoever waited for it was told why it did not start, and there is nothing to stop.
                return;
            }
            server.close();
        }
    }

    private Optional<Manifest> thrownAway(BackupSet set, DrillOptions options, Findings findings) {
        try (EarlyServer early = new EarlyServer(machine)) {
            Optional<Manifest> whole = intact(set, findings);
            whole.ifPresent(manifest -> thrownAway(early, manifest, options, findings));
            return whole;
        }
    }

    private void thrownAway(EarlyServer early, Manifest manifest, DrillOptions options, Findings findings) {
        ThrowAwayServer server = timed(findings, "server", early::await);
        ConnectionSettings settings = settings(server.address());
        try (ServerWork work = new ServerWork(settings)) {
            work.roles(manifest.globals());
            LoadOptions load = new LoadOptions(options.workers(), true, true);
            databases(work, new Order(manifest, options, load, settings, "drill"), findings);
        } catch (SQLException e) {
            throw StatementWords.of(e);
        }
        options.runbook().ifPresent(trial -> {
            findings.commands = trial.commands().stream().map(trial::line).toList();
            findings.failures.addAll(timed(findings, "runbook", () -> trial.failures(server.address())));
        });
    }

    static ConnectionSettings settings(Address address) {
        return ConnectionSettings.to(address.host(), address.port(), "postgres", address.user())
                .withPassword(Secret.of(address.readPassword()));
    }

    /// In a server that others use nothing is made but a database of the drill's own, and that is dropped.
    private void given(Manifest manifest, ConnectionSettings server, DrillOptions options, Findings findings) {
        try (ServerWork work = new ServerWork(server)) {
            for (DatabaseContent content : manifest.databases()) {
                Restore.requireExtensions(work, content);
            }
            work.sweep();
            Set<String> missing = work.missingRoles(manifest.globals());
            List<Ddl> schemas = manifest.databases().stream()
                    .map(content -> Ddl.read(repository, content))
                    .toList();
            missing.removeIf(role -> schemas.stream().noneMatch(ddl -> ddl.mayName(role)));
            if (!missing.isEmpty()) {
                findings.notes.add("Owners and rights were left out: the server has no role %s."
                        .formatted(String.join(", ", missing)));
            }
            LoadOptions load = new LoadOptions(options.workers(), missing.isEmpty(), true);
            String mark = "pgsteady_drill_" + Long.toHexString(clock.instant().getEpochSecond());
            databases(work, new Order(manifest, options, load, server, mark), findings);
        } catch (SQLException e) {
            throw StatementWords.of(e);
        }
    }

    private void databases(ServerWork work, Order order, Findings findings) throws SQLException {
        findings.server = work.version();
        int number = 0;
        for (DatabaseContent content : order.manifest().databases()) {
            String name = order.name() + "_" + ++number;
            findings.notes.addAll(work.create(name, content.locale()));
            try {
                database(order.server().withDatabase(name), content, order, findings);
            } finally {
                work.drop(name);
            }
        }
    }

    /// @param server where the databases are made
    /// @param name   with which their names begin
    private record Order(
            Manifest manifest, DrillOptions options, LoadOptions load, ConnectionSettings server, String name) {
        int major() {
            return manifest.server().major();
        }
    }

    /// Where a live server is not what the backup is. It is only read.
    private List<String> differences(Manifest manifest, ConnectionSettings live, DrillOptions options) {
        LoadOptions load = new LoadOptions(options.workers(), true, true);
        return manifest.databases().stream()
                .flatMap(content -> new Comparison(repository, live.withDatabase(content.name()), load, progress)
                        .across(content, manifest.server().major()).differences().stream()
                                .map(d -> content.name() + ": " + d))
                .toList();
    }

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
            Compared compared = timed(
                    findings,
                    "compare",
                    () -> new Comparison(repository, target, order.load(), progress).across(content, order.major()));
            compared.differences().forEach(d -> findings.failures.add(content.name() + ": " + d));
            findings.notes.addAll(compared.notes());
            Ddl ddl = Ddl.read(repository, content);
            findings.rows += content.rows();
            findings.objects += ddl.before().size()
                    + ddl.after().size()
                    + content.sequences().size();
            if (order.options().level().compareTo(Level.CHECK) >= 0) {
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
        return newestProved(repository, repository.sets());
    }

    /// The same among some of its backups.
    ///
    /// @param sets oldest first
    static Optional<BackupSet> newestProved(Repository repository, List<BackupSet> sets) {
        return sets.reversed().stream()
                .filter(s -> repository.drills(s.id()).stream().anyMatch(d -> d.passed() && d.level() != Level.BYTES))
                .findFirst();
    }
}
