package dev.pgsteady.backup.physical;

import dev.pgsteady.backup.BackupSet;
import dev.pgsteady.backup.Lease;
import dev.pgsteady.backup.Manifest;
import dev.pgsteady.backup.PartId;
import dev.pgsteady.backup.PhysicalContent;
import dev.pgsteady.backup.Repository;
import dev.pgsteady.backup.SetId;
import dev.pgsteady.backup.WorkProgress;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Problem;
import dev.pgsteady.embedded.Machine;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Copies a whole server with pg_basebackup, or the blocks of it that changed since another copy, straight
/// into a repository: nothing is staged on a disk, and nothing is listed before everything is safe.
///
/// @param repository where the backup goes
/// @param settings   the server; its role needs REPLICATION
/// @param options    how
/// @param clock      the time
/// @param machine    whose programs of PostgreSQL are used
public record PhysicalBackup(
        Repository repository,
        ConnectionSettings settings,
        PhysicalOptions options,
        InstantSource clock,
        Machine machine) {
    private static final Pattern BEGIN = Pattern.compile("write-ahead log start point: (\\S+) on timeline (\\d+)");
    private static final Pattern END = Pattern.compile("write-ahead log end point: (\\S+)");
    private static final Pattern TOTAL = Pattern.compile("\\d+/(\\d+) kB \\(");

    /// With the programs of this machine.
    public PhysicalBackup(
            Repository repository, ConnectionSettings settings, PhysicalOptions options, InstantSource clock) {
        this(repository, settings, options, clock, Machine.here());
    }

    /// What pg_basebackup says while it copies.
    private static final class Said {
        private final AtomicLong total = new AtomicLong();
        private volatile Optional<Lsn> start = Optional.empty();
        private volatile Optional<Lsn> stop = Optional.empty();
        private volatile int timeline;

        void hear(String line) {
            Matcher begin = BEGIN.matcher(line);
            if (begin.find()) {
                start = Optional.of(Lsn.parse(begin.group(1)));
                timeline = Integer.parseInt(begin.group(2));
            }
            Matcher end = END.matcher(line);
            if (end.find()) {
                stop = Optional.of(Lsn.parse(end.group(1)));
            }
            Matcher kilobytes = TOTAL.matcher(line);
            if (kilobytes.find()) {
                total.set(Long.parseLong(kilobytes.group(1)) * 1024);
            }
        }
    }

    /// Takes the backup.
    ///
    /// @param tool     the version of pgsteady, for the manifest
    /// @param progress hears bytes of the stream, and how many they will be at least; and of what is worth knowing
    /// @throws Problem CONFIGURATION when there are no tools; PERMISSION, SERVER_REFUSED, PARTIAL or
    ///                 SERVER_UNSUPPORTED with what mends it; whatever pg_basebackup failed of. Nothing is
    ///                 listed then
    public BackupSet take(String tool, WorkProgress progress) {
        try (HeldWal held = HeldWal.on(settings)) {
            Tools tools = Tools.forServer(held.facts().major(), machine);
            try (Lease lease = Lease.write(repository.store(), clock, "backup")) {
                IncrementalBase base =
                        options.incremental() ? IncrementalBase.choose(repository, held) : IncrementalBase.none();
                SetId id = repository.begin(clock);
                Instant started = clock.instant();
                Said said = new Said();
                PartStream.Stored stored = copy(command(tools), base, said, progress);
                PhysicalContent content = content(held, base, said, stored);
                Manifest manifest = new Manifest(
                        Manifest.FORMAT,
                        id,
                        started,
                        tool,
                        new Manifest.ServerFacts(
                                held.facts().version(), Optional.of(held.facts().system()), said.timeline),
                        List.of(),
                        List.of(),
                        Optional.of(content),
                        warnings(held, base));
                lease.requireHeld();
                BackupSet set = repository.commit(manifest, set(manifest, stored));
                manifest.warnings().forEach(progress::warning);
                return set;
            }
        }
    }

    private static List<String> warnings(HeldWal held, IncrementalBase base) {
        List<String> warnings = new ArrayList<>(base.note().stream().toList());
        warnings.addAll(held.facts().warnings());
        return warnings;
    }

    private List<String> command(Tools tools) {
        return ToolProcess.command(
                tools.program("pg_basebackup"),
                "--pgdata=-",
                "--format=tar",
                "--wal-method=fetch",
                "--checkpoint=" + (options.spread() ? "spread" : "fast"),
                "--label=pgsteady",
                "--no-password",
                "--progress",
                "--verbose");
    }

    private PartStream.Stored copy(List<String> command, IncrementalBase base, Said said, WorkProgress progress) {
        if (base.on().isEmpty()) {
            return copy(command, said, progress);
        }
        PhysicalContent parent = base.on().get().manifest().physical().orElseThrow();
        try (ServerManifest manifest = ServerManifest.of(repository, parent)) {
            command.add("--incremental=" + manifest.file());
            return copy(command, said, progress);
        }
    }

    private PartStream.Stored copy(List<String> command, Said said, WorkProgress progress) {
        try (ToolProcess base = ToolProcess.start(settings, command, Map.of(), said::hear)) {
            PartStream.Stored stored = new PartStream(
                            repository,
                            options.workers(),
                            bytes -> progress.bytes("Copying the server", bytes, said.total.get()))
                    .store(base.output());
            base.requireSuccess();
            return stored;
        } catch (IOException e) {
            throw FileTrouble.of("What pg_basebackup writes cannot be read", e);
        }
    }

    private static PhysicalContent content(HeldWal held, IncrementalBase base, Said said, PartStream.Stored stored) {
        if (said.start.isEmpty() || said.stop.isEmpty() || stored.bytes() == 0) {
            throw new Problem(
                    Problem.Kind.PARTIAL,
                    "pg_basebackup did not say from where to where the write-ahead log belongs to the copy.",
                    "Use pg_basebackup of the server's release.");
        }
        PhysicalFacts facts = held.facts();
        return new PhysicalContent(
                said.start.get().toString(),
                said.stop.get().toString(),
                held.now(),
                said.timeline,
                facts.segmentBytes(),
                facts.superuser(),
                facts.settings(),
                base.on().map(l -> l.set().id()),
                stored.bytes(),
                stored.parts());
    }

    private BackupSet set(Manifest manifest, PartStream.Stored stored) {
        return new BackupSet(
                manifest.set(),
                manifest.started(),
                clock.instant(),
                "physical",
                manifest.server().systemIdentifier(),
                List.of("*"),
                0,
                stored.bytes(),
                stored.stored(),
                stored.added(),
                PartId.of(new byte[0]),
                Optional.empty(),
                manifest.physical().flatMap(PhysicalContent::parent));
    }
}
