package dev.pgsteady.apps.exportsathi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.apps.exportsathi.assessment.Subject;
import dev.pgsteady.apps.exportsathi.chat.Chats;
import dev.pgsteady.apps.exportsathi.people.BusinessType;
import dev.pgsteady.apps.exportsathi.people.CompanySize;
import dev.pgsteady.apps.exportsathi.people.People;
import dev.pgsteady.apps.exportsathi.people.SignUp;
import dev.pgsteady.apps.exportsathi.reports.CertificationStatus;
import dev.pgsteady.apps.exportsathi.reports.Reporting;
import dev.pgsteady.apps.testing.RunningApp;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Secret;
import dev.pgsteady.data.proof.AtomicityProof;
import dev.pgsteady.data.proof.Flow;
import dev.pgsteady.data.proof.ProofResult;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Every flow that must not stop half way, broken at each of its statements.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AtomicFlowsTest {
    private static final Subject SOFTWARE =
            new Subject("Billing", "software", Optional.empty(), "DE", BusinessType.SAAS, CompanySize.MICRO);

    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private final TestDatabase database = SERVER.create();
    private final AtomicityProof proof;
    private final RunningApp app;
    private final UUID user;
    private final UUID report;
    private final UUID chat;
    private final Instant seen;

    AtomicFlowsTest() throws Exception {
        Path keys = Files.createTempDirectory("exportsathi");
        try (RunningApp before = RunningApp.start(ExportSathi.class, database, keys, "pgsteady.pool.size=1")) {
            this.user = before.get(SignUp.class)
                    .signUp(registration("asha@example.org"))
                    .key();
            this.report = before.get(Reporting.class)
                    .create(user, SOFTWARE, Optional.empty())
                    .key();
            this.chat = before.get(Chats.class).begin(user, report).key();
        }
        this.seen = seen();
        var address = database.address();
        this.proof =
                AtomicityProof.on(ConnectionSettings.to(address.host(), address.port(), database.name(), address.user())
                        .withPassword(Secret.of(address.readPassword())));
        this.app = RunningApp.over(ExportSathi.class, proof.dataSource(), keys, "exportsathi.partitions.ahead=0");
    }

    private Instant seen() throws SQLException {
        try (var connection = database.connect();
                var row = connection
                        .createStatement()
                        .executeQuery("SELECT min(updated_at) FROM certification_progress")) {
            assertThat(row.next()).isTrue();
            return row.getObject(1, OffsetDateTime.class).toInstant();
        }
    }

    private static People.Registration registration(String mail) {
        return new People.Registration(
                mail, "correct horse", BusinessType.SAAS, CompanySize.MICRO, "Asha Exports", "+919812345678");
    }

    @AfterAll
    void stop() {
        app.close();
        database.close();
    }

    @TestFactory
    Stream<DynamicTest> a_flow_leaves_all_or_nothing() {
        return Stream.of(
                named("exportsathi-sign-up", source -> app.get(SignUp.class).signUp(registration("new@example.org"))),
                named(
                        "exportsathi-create-report",
                        source -> app.get(Reporting.class).create(user, SOFTWARE, Optional.empty())),
                named(
                        "exportsathi-progress",
                        source -> app.get(Reporting.class).progress(user, report, "iec", completed())),
                named("exportsathi-chat", source -> app.get(Chats.class).ask(user, chat, "Which certifications?")),
                named(
                        "exportsathi-delete-report",
                        source -> app.get(Reporting.class).delete(user, report)));
    }

    private Reporting.CertificationChange completed() {
        return new Reporting.CertificationChange(CertificationStatus.COMPLETED, List.of("pan_card"), "", seen);
    }

    private DynamicTest named(String name, Flow flow) {
        return DynamicTest.dynamicTest(name, () -> {
            ProofResult result = proof.prove(name, flow).write(ProofResult.FOLDER);
            System.getLogger(AtomicFlowsTest.class.getName()).log(System.Logger.Level.INFO, result.words());
            result.mustHold();
        });
    }

    /// A proof that cannot fail proves nothing: the same work in two transactions.
    @Test
    void a_broken_copy_of_a_flow_is_found_out() {
        ProofResult result = proof.prove("two-transactions", source -> {
            app.get(Reporting.class).progress(user, report, "iec", completed());
            app.get(Chats.class).ask(user, chat, "Which certifications?");
        });
        assertThat(result.atomic()).isFalse();
        assertThat(result.words()).contains("two-transactions is not atomic");
    }
}
