package dev.pgsteady.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.core.Finding;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.schema.Constraint;
import dev.pgsteady.schema.Constraint.ForeignKey;
import dev.pgsteady.schema.Schema;
import dev.pgsteady.schema.Snapshot;
import dev.pgsteady.schema.SnapshotReader;
import dev.pgsteady.schema.Table;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Every rule on the schemas of real products. What was found is written to `target/real-schemas.txt`, so that noise
/// can be judged by
/// reading it.
class RealSchemasTest {
    private static final int COPIES = 16;

    private static final Map<Path, Loaded> LOADED = new HashMap<>();

    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private final Rules rules = Rules.installed();

    /// What was read of a schema: all that the tests need, so that it is loaded once.
    private record Loaded(Snapshot snapshot, List<String> unindexed) {}

    @Test
    void no_rule_breaks_on_a_real_schema_and_no_finding_is_found_twice() throws Exception {
        Map<String, List<Judgement>> bySchema = new TreeMap<>();
        for (Path file : RealSchemas.files()) {
            bySchema.put(
                    RealSchemas.name(file),
                    rules.judge(RealSchemas.facts(loaded(file).snapshot())));
        }
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target", "real-schemas.txt"), table(bySchema) + listing(bySchema));
        assertThat(bySchema)
                .allSatisfy((name, judgements) -> assertThat(judgements.stream()
                                .flatMap(j -> j.findings().stream())
                                .map(f -> f.rule() + " " + f.subject()))
                        .doesNotHaveDuplicates());
    }

    @Test
    void the_foreign_keys_without_an_index_are_those_that_plain_sql_finds() throws Exception {
        Rule rule = rules.find(new RuleId("IX01")).orElseThrow();
        for (Path file : RealSchemas.files()) {
            Loaded loaded = loaded(file);
            Facts facts = RealSchemas.facts(loaded.snapshot());
            List<String> found = new Judgement(rule.words(), rule.judge(facts))
                    .findings().stream()
                            .filter(f -> f.subject().kind().equals("constraint"))
                            .map(f -> f.subject().name())
                            .toList();
            assertThat(ofPlain(facts, found))
                    .as("%s", file)
                    .containsExactlyInAnyOrderElementsOf(ofPlain(facts, loaded.unindexed()));
        }
    }

    /// Those of tables that have nothing to do with partitions, which plain SQL does not see through.
    private static List<String> ofPlain(Facts facts, List<String> constraints) {
        List<String> partitions = facts.tables().stream()
                .filter(t -> t.isPartition() || t.kind() == Table.Kind.PARTITIONED)
                .map(t -> t.name().sql() + ".")
                .toList();
        return constraints.stream()
                .filter(c -> partitions.stream().noneMatch(c::startsWith))
                .toList();
    }

    /// Linear would be [#COPIES] times, and two loops over all tables one in the other the square of that. How long
    /// it takes in seconds is measured by `benchmarks/run catalog`: here that would judge the machine.
    @Test
    void judging_many_tables_takes_time_in_proportion() throws Exception {
        Path musicbrainz = RealSchemas.files().stream()
                .filter(f -> f.endsWith("musicbrainz.sql"))
                .findFirst()
                .orElseThrow();
        Snapshot one = loaded(musicbrainz).snapshot();
        Snapshot many = times(one, COPIES);
        Duration few = best(one, 20);
        Duration all = best(many, 5);
        Files.writeString(
                Path.of("target", "judging-time.txt"),
                "%d tables %d ms, %d tables %d ms of processor time%n%s"
                        .formatted(
                                one.schema().tables().size(),
                                few.toMillis(),
                                many.schema().tables().size(),
                                all.toMillis(),
                                slowest(many)));
        assertThat(many.schema().tables()).hasSizeGreaterThan(5_000);
        assertThat(all).isLessThan(few.multipliedBy(4 * COPIES));
    }

    private Duration best(Snapshot snapshot, int runs) {
        return IntStream.range(0, runs)
                .mapToObj(i -> timed(snapshot))
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /// Processor time of this thread, because whatever else runs on the machine would tell in the clock's.
    private static long processor() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private Duration timed(Snapshot snapshot) {
        long start = processor();
        rules.judge(RealSchemas.facts(snapshot));
        return Duration.ofNanos(processor() - start);
    }

    private String slowest(Snapshot snapshot) {
        Facts facts = RealSchemas.facts(snapshot);
        StringBuilder text = new StringBuilder();
        for (Rule rule : rules.all()) {
            long start = processor();
            rule.judge(facts);
            text.append("%s %.1f ms%n".formatted(rule.words().id(), (processor() - start) / 1e6));
        }
        return text.toString();
    }

    /// The same tables again and again, in schemas of other names.
    private static Snapshot times(Snapshot one, int copies) {
        List<Table> tables = IntStream.range(0, copies)
                .boxed()
                .flatMap(i -> one.schema().tables().stream().map(t -> copy(t, "_" + i)))
                .toList();
        Schema s = one.schema();
        Schema schema = new Schema(
                s.namespaces(),
                tables,
                s.views(),
                s.sequences(),
                s.routines(),
                s.types(),
                s.extensions(),
                s.defaultPrivileges(),
                s.others());
        return new Snapshot(one.server(), schema, one.cluster(), one.statistics(), one.unseen());
    }

    private static Table copy(Table t, String suffix) {
        List<Constraint> constraints = new ArrayList<>();
        t.constraints().forEach(c -> constraints.add(c instanceof ForeignKey k ? copy(k, suffix) : c));
        return new Table(
                copy(t.name(), suffix),
                t.kind(),
                t.owner(),
                t.persistence(),
                t.columns(),
                constraints,
                t.indexes(),
                t.triggers(),
                t.policies(),
                t.rowSecurity(),
                t.partitionKey(),
                t.partitionOf().map(p -> new Table.PartitionOf(copy(p.parent(), suffix), p.bound())),
                t.inherits().stream().map(n -> copy(n, suffix)).toList(),
                t.options(),
                t.accessMethod(),
                t.tablespace(),
                t.ofType(),
                t.replicaIdentity(),
                t.grants(),
                t.comment(),
                t.extension());
    }

    private static ForeignKey copy(ForeignKey k, String suffix) {
        return new ForeignKey(
                k.name(),
                k.definition(),
                k.columns(),
                copy(k.target(), suffix),
                k.targetColumns(),
                k.onDelete(),
                k.onUpdate(),
                k.match(),
                k.common());
    }

    private static QualifiedName copy(QualifiedName name, String suffix) {
        return new QualifiedName(name.schema() + suffix, name.name());
    }

    private static synchronized Loaded loaded(Path file) throws SQLException, IOException {
        Loaded known = LOADED.get(file);
        if (known != null) {
            return known;
        }
        try (TestDatabase database = SERVER.create();
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(RealSchemas.script(file));
            Loaded loaded = new Loaded(new SnapshotReader().read(connection), IndexTruth.unindexed(connection));
            LOADED.put(file, loaded);
            return loaded;
        }
    }

    private String table(Map<String, List<Judgement>> bySchema) {
        StringBuilder text = new StringBuilder("      ");
        bySchema.keySet().forEach(n -> text.append("%14s".formatted(n)));
        for (Rule rule : rules.all()) {
            RuleId id = rule.words().id();
            text.append("\n%-6s".formatted(id));
            bySchema.values().forEach(js -> text.append("%14s".formatted(cell(js, id))));
        }
        return text.append("\n\n").toString();
    }

    private static String cell(List<Judgement> judgements, RuleId id) {
        Verdict verdict = judgements.stream()
                .filter(j -> j.rule().id().equals(id))
                .map(Judgement::verdict)
                .findFirst()
                .orElseThrow();
        return switch (verdict) {
            case Verdict.Passed passed -> ".";
            case Verdict.Skipped skipped -> "skip";
            case Verdict.Unknown unknown -> "?";
            case Verdict.Failed failed -> String.valueOf(failed.findings().size());
        };
    }

    private static String listing(Map<String, List<Judgement>> bySchema) {
        return bySchema.entrySet().stream()
                .flatMap(e -> e.getValue().stream()
                        .flatMap(j -> j.findings().stream())
                        .map(f -> e.getKey() + " " + line(f)))
                .collect(Collectors.joining("\n"));
    }

    private static String line(Finding f) {
        return "%s %s %s %s: %s"
                .formatted(
                        f.rule(),
                        f.severity().word(),
                        f.subject().kind(),
                        f.subject().name(),
                        f.evidence());
    }
}
