package dev.pgsteady.backup;

import dev.pgsteady.backup.Cut.Source;
import dev.pgsteady.backup.Manifest.DatabaseContent;
import dev.pgsteady.backup.Manifest.Name;
import dev.pgsteady.backup.Manifest.Segment;
import dev.pgsteady.backup.Manifest.SequenceValue;
import dev.pgsteady.backup.Manifest.TableContent;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Database;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.StatementWords;
import dev.pgsteady.schema.Server;
import dev.pgsteady.schema.plan.Script;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Takes a logical backup: of databases that one can connect to, each at one instant of its own.
public final class LogicalBackup {
    /// Large objects are rows of a table that nobody but a superuser may read; this is how everybody
    /// reads them.
    static final QualifiedName LARGE_OBJECTS = new QualifiedName("pg_catalog", "pg_largeobject");

    private final Repository repository;
    private final InstantSource clock;
    private final WorkProgress progress;

    /// @param progress hears of bytes as the tables have them on the server's disk, and of what was left out
    public LogicalBackup(Repository repository, InstantSource clock, WorkProgress progress) {
        this.repository = repository;
        this.clock = clock;
        this.progress = progress;
    }

    /// Takes the backup. When this fails or is killed, nothing of it is ever listed.
    ///
    /// @param server any database of the server; the one that is taken when the options name none and it is the
    ///               only one that can be connected to
    /// @throws Problem PARTIAL when it would not be whole, with what to do; BUSY when another backup runs or a
    ///         lock cannot be had; CONFIGURATION when there is not the memory for so many workers; those of the
    ///         connection and of the store
    public BackupSet take(ConnectionSettings server, BackupOptions options) {
        PartWriter.requireMemory(options.workers(), Runtime.getRuntime().maxMemory());
        try (Lease lease = Lease.write(repository.store(), clock, "backup")) {
            Instant started = clock.instant();
            SetId id = repository.begin(clock);
            List<String> names = options.databases().isEmpty() ? databases(server) : options.databases();
            Map<PartId, Long> present = RowCopying.present(repository);
            Totals totals = new Totals();
            List<DatabaseContent> contents = new ArrayList<>();
            for (String name : names) {
                contents.add(database(server.withDatabase(name), options, present, totals));
            }
            Manifest manifest = new Manifest(
                    Manifest.FORMAT,
                    id,
                    started,
                    version(),
                    totals.server.orElseThrow(),
                    contents,
                    totals.globals,
                    Optional.empty(),
                    totals.warnings);
            requireThere(manifest, present.size());
            lease.requireHeld();
            BackupSet set = repository.commit(manifest, summary(manifest, totals));
            totals.warnings.forEach(progress::warning);
            return set;
        }
    }

    /// What adds up over the databases.
    private static final class Totals {
        private Optional<Manifest.ServerFacts> server = Optional.empty();
        private List<String> globals = List.of();
        private final List<String> warnings = new ArrayList<>();
        private long content;
        private long stored;
        private long added;
    }

    /// The version of pgsteady.
    public static String version() {
        return Optional.ofNullable(LogicalBackup.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    private BackupSet summary(Manifest manifest, Totals totals) {
        return new BackupSet(
                manifest.set(),
                manifest.started(),
                clock.instant(),
                "logical",
                manifest.server().systemIdentifier(),
                manifest.databases().stream().map(DatabaseContent::name).toList(),
                manifest.databases().stream().mapToLong(DatabaseContent::rows).sum(),
                totals.content,
                totals.stored,
                totals.added,
                PartId.of(new byte[0]),
                Optional.empty(),
                Optional.empty());
    }

    /// Databases that can be connected to, without templates.
    private static List<String> databases(ConnectionSettings server) {
        List<String> names = new ArrayList<>();
        try (Connection connection = Database.connect(server);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        SELECT datname FROM pg_database
                         WHERE datallowconn AND NOT datistemplate AND has_database_privilege(oid, 'CONNECT')
                         ORDER BY datname""")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        } catch (SQLException e) {
            throw StatementWords.of(e);
        }
    }

    private DatabaseContent database(
            ConnectionSettings settings, BackupOptions options, Map<PartId, Long> present, Totals totals) {
        try (SourceSession source = SourceSession.open(settings, options)) {
            Server server = source.model().snapshot().server();
            totals.server = Optional.of(new Manifest.ServerFacts(
                    server.versionNumber(),
                    Optional.of(server.systemIdentifier()).filter(s -> !s.isEmpty()),
                    0));
            Map<String, Optional<String>> verifiers =
                    repository.encrypted() ? Globals.verifiers(source.leader()) : Map.of();
            totals.globals = Globals.statements(source.model().snapshot().cluster(), verifiers);
            Script script = script(source);
            Script.invalid(source.model())
                    .forEach(i -> totals.warnings.add("%s of %s is invalid and was left out: build it again or drop it."
                            .formatted(i.words(), settings.database())));
            RowCopying copying = new RowCopying(repository, present, progress, "Copying " + settings.database());
            List<Source> sources = sources(source, server.encoding());
            Map<Integer, List<Segment>> segments = copying.copy(source, Cut.of(sources), options.workers());
            List<TableContent> tables = sources.stream()
                    .map(s -> table(s, segments.getOrDefault(s.number(), List.of())))
                    .toList();
            PartFormat.Encoded ddl = repository.format().encode(BackupJson.bytes(Ddl.of(script)));
            copying.keep(ddl);
            totals.content += tables.stream()
                    .flatMap(t -> t.segments().stream())
                    .mapToLong(Segment::bytes)
                    .sum();
            totals.stored += copying.stored();
            totals.added += copying.added();
            return content(source, ddl.id(), tables);
        } catch (SQLException e) {
            throw RowCopying.failure(e);
        }
    }

    private static DatabaseContent content(SourceSession source, PartId ddl, List<TableContent> tables)
            throws SQLException {
        Connection leader = source.leader();
        List<SequenceValue> sequences = DatabaseFacts.sequences(
                leader, source.sequences().stream().map(Relation::name).toList());
        return new DatabaseContent(
                source.settings().database(),
                DatabaseFacts.locale(leader),
                DatabaseFacts.settings(leader),
                source.moment().at(),
                source.moment().lsn(),
                List.of(ddl),
                DatabaseFacts.extensions(leader),
                tables,
                sequences);
    }

    private static Script script(SourceSession source) {
        try {
            return Script.of(source.model());
        } catch (Problem e) {
            if (e.kind() != Problem.Kind.UNPLANNABLE) {
                throw e;
            }
            throw new Problem(
                    Problem.Kind.PARTIAL,
                    "A backup of %s would not be whole. %s"
                            .formatted(
                                    source.settings().database(),
                                    String.valueOf(e.getMessage())
                                            .replace("No plan can be made for", "There is no DDL for")),
                    "Take a physical backup, which copies files, or drop that object.",
                    e);
        }
    }

    private static List<Source> sources(SourceSession session, String encoding) {
        Map<QualifiedName, dev.pgsteady.schema.Table> tables = session.model().snapshot().schema().tables().stream()
                .collect(Collectors.toMap(dev.pgsteady.schema.Table::name, t -> t));
        List<Source> sources = new ArrayList<>();
        for (Relation relation : session.tables()) {
            List<dev.pgsteady.schema.Column> columns = Optional.ofNullable(tables.get(relation.name()))
                    .orElseThrow(() -> new IllegalStateException("not in the catalog: " + relation.name()))
                    .columns()
                    .stream()
                    .filter(c -> c.generated().isEmpty())
                    .toList();
            CopyText copy = new CopyText(
                    relation.name(),
                    relation.filter(),
                    columns.stream().map(dev.pgsteady.schema.Column::name).toList(),
                    CopyText.binary(columns),
                    encoding);
            sources.add(new Source(
                    sources.size(),
                    copy,
                    relation.blocks(),
                    relation.heap() && relation.filter().isEmpty()));
        }
        sources.add(new Source(sources.size(), CopyText.largeObjects(), 0, false));
        return sources;
    }

    private static TableContent table(Source source, List<Segment> segments) {
        return new TableContent(
                Name.of(source.name()),
                source.copy().filter(),
                source.copy().columns(),
                source.copy().binary(),
                segments.stream().mapToLong(Segment::rows).sum(),
                segments.stream().map(Segment::fingerprint).reduce(Fingerprint.NONE, Fingerprint::plus),
                segments);
    }

    /// Between writing a part and now somebody may have taken it away.
    private void requireThere(Manifest manifest, int stored) {
        Optional<PartId> missing = Parts.missing(repository, manifest, stored);
        if (missing.isPresent()) {
            throw new Problem(
                    Problem.Kind.STORE,
                    "%s lost a part that this backup had just stored (%s)."
                            .formatted(repository.words(), missing.get().object()),
                    "Look at who else deletes there; the backup is not listed. Run it again.");
        }
    }
}
