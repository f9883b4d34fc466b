package dev.pgsteady.integrationtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.pgsteady.core.Configuration.Suppression;
import dev.pgsteady.core.Origin;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Timeouts;
import dev.pgsteady.readiness.Baseline;
import dev.pgsteady.readiness.CheckOptions;
import dev.pgsteady.readiness.Evidence;
import dev.pgsteady.readiness.Readiness;
import dev.pgsteady.readiness.Report;
import dev.pgsteady.readiness.ReportSarif;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The SARIF log beside the standard's schema and beside what GitHub asks for on top of it.
class SarifTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private static final String TABLES = """
            create table "a {0} [b](1) \u0001 é" (a int, b json, price real);
            do $$begin for i in 1..40 loop
              execute format('create table t%s (x int, y json)', i);
            end loop; end$$""";

    @Test
    void a_log_is_valid_by_the_schema_of_the_standard(TestDatabase database) throws SQLException, IOException {
        Report report = check(database.execute(TABLES));

        assertThat(errors(ReportSarif.write(report, "a folder/pgsteady.toml", "1.0")))
                .isEmpty();
        assertThat(errors(ReportSarif.write(report.against(Baseline.of(report)), "pgsteady.toml", "1.0")))
                .isEmpty();
        assertThat(errors("{\"version\": \"2.1.0\", \"runs\": [{}]}")).isNotEmpty();
    }

    private static List<String> errors(String log) throws IOException {
        try (InputStream in = SarifTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(Objects.requireNonNull(in, "the schema"));
            return schema.validate(log, InputFormat.JSON).stream()
                    .map(Object::toString)
                    .toList();
        }
    }

    @Test
    void every_finding_has_a_rule_a_place_and_a_fingerprint_of_its_own(TestDatabase database) throws SQLException {
        Report report = check(database.execute(TABLES));
        JsonNode run = run(report);

        assertThat(run.get("results")).hasSize(report.findings().size()).hasSizeGreaterThan(80);
        assertThat(run.get("results")).allSatisfy(result -> {
            int index = result.get("ruleIndex").asInt();
            assertThat(run.at("/tool/driver/rules/" + index + "/id")).isEqualTo(result.get("ruleId"));
            assertThat(result.at("/locations/0/physicalLocation/artifactLocation/uri")
                            .asString())
                    .isEqualTo("db/pgsteady.toml");
            assertThat(result.at("/locations/0/physicalLocation/region/startLine")
                            .asInt())
                    .isEqualTo(1);
            assertThat(result.at("/locations/0/logicalLocations/0/fullyQualifiedName")
                            .asString())
                    .isNotBlank();
        });
        assertThat(stream(run.get("results"))
                        .map(r -> r.at("/partialFingerprints/primaryLocationLineHash")
                                .asString()))
                .doesNotHaveDuplicates();
        assertThat(run.at("/tool/driver/rules")).allSatisfy(rule -> {
            assertThat(rule.at("/shortDescription/text").asString()).isNotBlank();
            assertThat(rule.at("/fullDescription/text").asString()).isNotBlank();
            assertThat(rule.at("/help/text").asString()).isNotBlank();
            assertThat(rule.at("/help/markdown").asString()).isNotBlank();
            assertThat(rule.at("/defaultConfiguration/level").asString()).isIn("error", "warning", "note");
        });
    }

    @Test
    void what_is_accepted_is_left_out_because_github_would_open_alerts_for_it(TestDatabase database)
            throws SQLException {
        Suppression accepted = new Suppression(
                new RuleId("CN01"), "*", "a reason", Optional.empty(), new Origin.Line("pgsteady.toml", 1));
        database.execute(TABLES);

        assertThat(stream(run(check(database)).get("results"))
                        .map(r -> r.get("ruleId").asString()))
                .contains("CN01");
        assertThat(stream(run(check(database, accepted)).get("results"))
                        .map(r -> r.get("ruleId").asString()))
                .doesNotContain("CN01")
                .isNotEmpty();
    }

    private static JsonNode run(Report report) {
        return JsonMapper.builder()
                .build()
                .readTree(ReportSarif.write(report, "db/pgsteady.toml", "1.0"))
                .at("/runs/0");
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static Report check(TestDatabase database, Suppression... accepted) throws SQLException {
        try (Connection connection = database.connect()) {
            return new Readiness()
                    .check(
                            connection,
                            new CheckOptions(
                                    Timeouts.FOR_CHECKS,
                                    Evidence.none(),
                                    List.of(accepted),
                                    CheckOptions.usual().tls()));
        }
    }
}
