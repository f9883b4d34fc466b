package dev.pgsteady.readiness;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.schema.Cluster;
import dev.pgsteady.schema.Cluster.Setting;
import dev.pgsteady.schema.Server;
import dev.pgsteady.schema.Snapshot;
import dev.pgsteady.schema.Snapshot.Unseen;
import dev.pgsteady.schema.Statistics;
import dev.pgsteady.schema.Statistics.ColumnUse;
import dev.pgsteady.schema.Statistics.DatabaseUse;
import dev.pgsteady.schema.Statistics.IndexUse;
import dev.pgsteady.schema.Statistics.SequenceUse;
import dev.pgsteady.schema.Statistics.TableUse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Lays the [Directive]s of a trap case over a snapshot: what a test cannot make a real server show.
///
/// - `setting: name = value`
/// - `unset: name` the setting is not there; `pending: name` it waits for a restart
/// - `hidden: KIND`
/// - `counters: days` how long the counters, and the server, have been running
/// - `rows: table n`
/// - `use: table seq=… seqrows=… idx=… inserted=… updated=… hot=… deleted=… dead=… modified=… frozen=… bytes=…
/// analyzed=true|false`
/// - `column: table column distinct=… nulls=… width=… common=…`
/// - `index: index scans=… bytes=…`
/// - `sequence: sequence value`
/// - `database: deadlocks=… commits=… rollbacks=… frozen=… multixact=… checksums=… hit=… read=… temporary=bytes`
/// - `server: version=… number=… role=… superuser=true|false monitor=true|false standby=true|false at=instant
/// started=hours-ago made=hours-ago` (`made` is when `initdb` ran)
///
/// Tables, indexes and sequences without a schema are of `public`.
final class Overlay {
    private Snapshot snapshot;

    private Overlay(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    static Snapshot on(Snapshot snapshot, List<Directive> directives) {
        Overlay overlay = new Overlay(snapshot);
        directives.forEach(overlay::apply);
        return overlay.snapshot;
    }

    private void apply(Directive directive) {
        switch (directive.name()) {
            case "setting" -> set(directive);
            case "unset" -> unset(directive.word(0));
            case "pending" -> pending(directive.word(0));
            case "hidden" -> hide(Unseen.Kind.valueOf(directive.word(0)));
            case "counters" -> count(directive.number(0));
            case "rows" -> use(name(directive), u -> rows(u, directive.number(1)));
            case "use" -> use(name(directive), u -> used(u, directive.pairs()));
            case "column" -> use(name(directive), u -> column(u, directive));
            case "index" -> index(directive);
            case "sequence" -> sequence(directive);
            case "database" -> database(directive.pairs());
            case "server" -> server(directive.pairs());
            default -> LiveOverlay.requireKnown(directive);
        }
    }

    private static QualifiedName name(Directive directive) {
        String word = directive.word(0);
        return word.indexOf('.') > 0 ? QualifiedName.parse(word) : new QualifiedName("public", word);
    }

    private void set(Directive directive) {
        Cluster cluster = snapshot.cluster();
        String value =
                String.join(" ", directive.words().subList(2, directive.words().size()));
        Setting old =
                cluster.settings().getOrDefault(directive.word(0), new Setting("", "", "", "default", "user", false));
        Map<String, Setting> settings = new HashMap<>(cluster.settings());
        settings.put(
                directive.word(0),
                new Setting(
                        value, old.unit(), old.bootValue(), "configuration file", old.context(), old.pendingRestart()));
        with(new Cluster(cluster.roles(), cluster.memberships(), settings, cluster.roleSettings()));
    }

    private void unset(String name) {
        Map<String, Setting> settings = new HashMap<>(snapshot.cluster().settings());
        settings.remove(name);
        with(settings);
    }

    private void pending(String name) {
        Map<String, Setting> settings = new HashMap<>(snapshot.cluster().settings());
        settings.computeIfPresent(
                name, (n, s) -> new Setting(s.value(), s.unit(), s.bootValue(), s.source(), s.context(), true));
        with(settings);
    }

    private void with(Map<String, Setting> settings) {
        Cluster c = snapshot.cluster();
        with(new Cluster(c.roles(), c.memberships(), settings, c.roleSettings()));
    }

    private void hide(Unseen.Kind kind) {
        List<Unseen> unseen = Stream.concat(
                        snapshot.unseen().stream(), Stream.of(new Unseen(kind, "the case hides it")))
                .toList();
        snapshot =
                new Snapshot(snapshot.server(), snapshot.schema(), snapshot.cluster(), snapshot.statistics(), unseen);
    }

    private void count(long days) {
        Server s = snapshot.server();
        Instant since = s.at().minus(Duration.ofDays(days));
        with(new Server(
                s.version(),
                s.versionNumber(),
                s.database(),
                s.role(),
                s.superuser(),
                s.monitor(),
                s.standby(),
                s.at(),
                since,
                s.databaseOwner(),
                s.encoding(),
                s.collation(),
                s.databaseGrants(),
                s.systemIdentifier()));
        DatabaseUse u = snapshot.statistics().database();
        with(new DatabaseUse(
                u.commits(),
                u.rollbacks(),
                u.blocksRead(),
                u.blocksHit(),
                u.temporaryBytes(),
                u.deadlocks(),
                u.sessions(),
                u.frozenAge(),
                u.multixactAge(),
                u.checksumFailures(),
                Optional.of(since)));
    }

    private void server(Directive.Pairs pairs) {
        Server s = snapshot.server();
        with(new Server(
                pairs.text("version", s.version()),
                (int) pairs.number("number", s.versionNumber()),
                s.database(),
                pairs.text("role", s.role()),
                pairs.yes("superuser", s.superuser()),
                pairs.yes("monitor", s.monitor()),
                pairs.yes("standby", s.standby()),
                Instant.parse(pairs.text("at", s.at().toString())),
                ago(pairs, "started").orElse(s.started()),
                s.databaseOwner(),
                s.encoding(),
                s.collation(),
                s.databaseGrants(),
                ago(pairs, "made")
                        .map(made -> Long.toUnsignedString(made.getEpochSecond() << 32))
                        .orElse(s.systemIdentifier())));
    }

    private Optional<Instant> ago(Directive.Pairs pairs, String key) {
        return pairs.byKey().containsKey(key)
                ? Optional.of(snapshot.server().at().minus(Duration.ofHours(pairs.number(key, 0))))
                : Optional.empty();
    }

    private void database(Directive.Pairs pairs) {
        DatabaseUse u = snapshot.statistics().database();
        with(new DatabaseUse(
                pairs.number("commits", u.commits()),
                pairs.number("rollbacks", u.rollbacks()),
                pairs.number("read", u.blocksRead()),
                pairs.number("hit", u.blocksHit()),
                pairs.number("temporary", u.temporaryBytes()),
                pairs.number("deadlocks", u.deadlocks()),
                u.sessions(),
                pairs.number("frozen", u.frozenAge()),
                pairs.number("multixact", u.multixactAge()),
                pairs.byKey().containsKey("checksums")
                        ? Optional.of(pairs.number("checksums", 0))
                        : u.checksumFailures(),
                u.statisticsReset()));
    }

    private static TableUse rows(TableUse u, long rows) {
        return new TableUse(
                rows,
                rows * 100,
                u.sequentialScans(),
                u.sequentialRows(),
                u.indexScans(),
                u.inserted(),
                u.updated(),
                u.hotUpdated(),
                u.deleted(),
                rows,
                u.deadRows(),
                u.modifiedSinceAnalyze(),
                u.frozenAge(),
                u.lastVacuum(),
                u.lastAnalyze(),
                u.columns());
    }

    private TableUse used(TableUse u, Directive.Pairs pairs) {
        boolean analyzed = pairs.yes("analyzed", u.lastAnalyze().isPresent());
        return new TableUse(
                pairs.number("rows", u.rows()),
                pairs.number("bytes", u.bytes()),
                pairs.number("seq", u.sequentialScans()),
                pairs.number("seqrows", u.sequentialRows()),
                pairs.number("idx", u.indexScans()),
                pairs.number("inserted", u.inserted()),
                pairs.number("updated", u.updated()),
                pairs.number("hot", u.hotUpdated()),
                pairs.number("deleted", u.deleted()),
                pairs.number("live", u.liveRows()),
                pairs.number("dead", u.deadRows()),
                pairs.number("modified", u.modifiedSinceAnalyze()),
                pairs.number("frozen", u.frozenAge()),
                u.lastVacuum(),
                analyzed
                        ? u.lastAnalyze().or(() -> Optional.of(snapshot.server().at()))
                        : Optional.empty(),
                u.columns());
    }

    private static TableUse column(TableUse u, Directive directive) {
        Directive.Pairs pairs = directive.pairs();
        Map<String, ColumnUse> columns = new HashMap<>(u.columns());
        columns.put(
                directive.word(1),
                new ColumnUse(
                        pairs.fraction("nulls", 0),
                        (int) pairs.number("width", 8),
                        pairs.fraction("distinct", -1),
                        (int) pairs.number("common", 0)));
        return new TableUse(
                u.rows(),
                u.bytes(),
                u.sequentialScans(),
                u.sequentialRows(),
                u.indexScans(),
                u.inserted(),
                u.updated(),
                u.hotUpdated(),
                u.deleted(),
                u.liveRows(),
                u.deadRows(),
                u.modifiedSinceAnalyze(),
                u.frozenAge(),
                u.lastVacuum(),
                u.lastAnalyze(),
                columns);
    }

    private void use(QualifiedName table, UnaryOperator<TableUse> change) {
        if (snapshot.schema().table(table).isEmpty()) {
            throw new IllegalArgumentException("the case has no table " + table);
        }
        Statistics s = snapshot.statistics();
        Map<QualifiedName, TableUse> tables = new HashMap<>(s.tables());
        tables.put(table, change.apply(s.table(table)));
        with(new Statistics(s.database(), tables, s.indexes(), s.sequences()));
    }

    private void index(Directive directive) {
        Statistics s = snapshot.statistics();
        QualifiedName name = name(directive);
        IndexUse u = s.indexes().getOrDefault(name, new IndexUse(0, 0, 0, Optional.empty()));
        Directive.Pairs pairs = directive.pairs();
        Map<QualifiedName, IndexUse> indexes = new HashMap<>(s.indexes());
        indexes.put(
                name,
                new IndexUse(
                        pairs.number("bytes", u.bytes()),
                        pairs.number("scans", u.scans()),
                        u.rowsRead(),
                        u.lastScan()));
        with(new Statistics(s.database(), s.tables(), indexes, s.sequences()));
    }

    private void sequence(Directive directive) {
        Statistics s = snapshot.statistics();
        Map<QualifiedName, SequenceUse> sequences = new HashMap<>(s.sequences());
        Optional<Long> value = directive.word(1).equals("none") ? Optional.empty() : Optional.of(directive.number(1));
        sequences.put(name(directive), new SequenceUse(value));
        with(new Statistics(s.database(), s.tables(), s.indexes(), sequences));
    }

    private void with(Cluster cluster) {
        snapshot =
                new Snapshot(snapshot.server(), snapshot.schema(), cluster, snapshot.statistics(), snapshot.unseen());
    }

    private void with(Server server) {
        snapshot =
                new Snapshot(server, snapshot.schema(), snapshot.cluster(), snapshot.statistics(), snapshot.unseen());
    }

    private void with(Statistics statistics) {
        snapshot =
                new Snapshot(snapshot.server(), snapshot.schema(), snapshot.cluster(), statistics, snapshot.unseen());
    }

    private void with(DatabaseUse use) {
        Statistics s = snapshot.statistics();
        with(new Statistics(use, s.tables(), s.indexes(), s.sequences()));
    }
}
