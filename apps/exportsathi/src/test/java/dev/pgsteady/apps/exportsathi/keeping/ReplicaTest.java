package dev.pgsteady.apps.exportsathi.keeping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pgsteady.apps.exportsathi.ExportSathi;
import dev.pgsteady.apps.exportsathi.people.BusinessType;
import dev.pgsteady.apps.exportsathi.people.CompanySize;
import dev.pgsteady.apps.exportsathi.people.People;
import dev.pgsteady.apps.exportsathi.people.SignUp;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.data.Db;
import dev.pgsteady.data.ReplicaStatus;
import dev.pgsteady.testkit.StandbyPair;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Two real servers: what only reads goes to the one that follows, and nobody misses what he has just
/// written.
class ReplicaTest {
    private static String url(ConnectionSettings server) {
        return "postgresql://postgres@127.0.0.1:%d/postgres"
                .formatted(server.hosts().getFirst().port());
    }

    private static ConfigurableApplicationContext start(StandbyPair pair, Path keys) {
        return new SpringApplicationBuilder(ExportSathi.class)
                .run(
                        "--server.port=0",
                        "--server.address=127.0.0.1",
                        "--spring.main.banner-mode=off",
                        "--logging.level.root=WARN",
                        "--pgsteady.pool.size=2",
                        "--pgsteady.database=" + url(pair.primarySettings()),
                        "--pgsteady.replicas[0]=" + url(pair.standbySettings()),
                        "--front.keys=" + keys);
    }

    @Test
    void what_reads_goes_to_the_replica_and_sees_what_its_caller_wrote(@TempDir Path folder) throws Exception {
        Optional<Path> programs = StandbyPair.programs();
        assumeTrue(programs.isPresent(), "no pg_basebackup is installed, so this test is skipped");
        try (StandbyPair pair = StandbyPair.start(programs.get(), folder, "SELECT 1");
                ConfigurableApplicationContext app = start(pair, folder)) {
            usable(app.getBean(Db.class));
            TransactionTemplate writing = new TransactionTemplate(app.getBean(PlatformTransactionManager.class));
            TransactionTemplate reading = new TransactionTemplate(app.getBean(PlatformTransactionManager.class));
            reading.setReadOnly(true);
            JdbcClient database = app.getBean(JdbcClient.class);
            String where = "SELECT pg_is_in_recovery()";
            assertThat(reading.<Boolean>execute(
                            s -> database.sql(where).query(Boolean.class).single()))
                    .isTrue();
            assertThat(writing.<Boolean>execute(
                            s -> database.sql(where).query(Boolean.class).single()))
                    .isFalse();

            SignUp signUp = app.getBean(SignUp.class);
            for (int i = 0; i < 20; i++) {
                String mail = "asha" + i + "@example.org";
                signUp.signUp(new People.Registration(
                        mail, "correct horse", BusinessType.SAAS, CompanySize.MICRO, null, null));
                assertThat(signUp.named(mail)).as(mail).isPresent();
            }

            pair.stopStandby();
            assertThat(signUp.named("asha7@example.org"))
                    .as("the primary answers")
                    .isPresent();
        }
    }

    /// It is looked at each second; no longer than that is waited for.
    private static void usable(Db db) {
        Instant end = Instant.now().plus(Duration.ofSeconds(60));
        while (!db.replicas().stream().allMatch(ReplicaStatus::usable)) {
            assertThat(Instant.now()).as(() -> db.replicas().toString()).isBefore(end);
            Thread.onSpinWait();
        }
    }
}
