package dev.pgsteady.apps.passport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.apps.passport.limits.RateLimits;
import dev.pgsteady.apps.passport.people.SignUp;
import dev.pgsteady.apps.passport.photos.DocumentFormat;
import dev.pgsteady.apps.passport.photos.Flows;
import dev.pgsteady.apps.passport.trail.Asker;
import dev.pgsteady.apps.passport.trail.AuditArchive;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Secret;
import dev.pgsteady.data.proof.AtomicityProof;
import dev.pgsteady.data.proof.Flow;
import dev.pgsteady.data.proof.ProofResult;
import dev.pgsteady.migrate.Address;
import dev.pgsteady.migrate.Migrations;
import dev.pgsteady.migrate.RevisionFolder;
import dev.pgsteady.migrate.RunOptions;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/// Each flow, broken at each of its statements: what it does is there as a whole, or not at all.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AtomicTest {
    private static final UUID USER = UUID.fromString("11111111-1111-4111-8111-111111111111");
    private static final UUID PHOTO = UUID.fromString("22222222-2222-7222-8222-222222222222");
    private static final DocumentFormat FORMAT = DocumentFormat.ALL.getFirst();

    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private final TestDatabase database = SERVER.create();
    private final AtomicityProof proof;
    private final ConfigurableApplicationContext app;
    private final Asker ada = new Asker(USER, InetAddress.getLoopbackAddress(), "booth/1.0");
    private final byte[] picture = Pictures.jpeg(600, 800);

    AtomicTest() throws Exception {
        var address = database.address();
        ConnectionSettings settings = ConnectionSettings.to(
                        address.host(), address.port(), database.name(), address.user())
                .withPassword(Secret.of(address.readPassword()));
        try (Migrations migrations = new Migrations(
                new RevisionFolder(Path.of("src/main/resources/db/migrations")), settings, RunOptions.USUAL)) {
            migrations.up(new Address.Head(), event -> {});
        }
        database.execute("""
            INSERT INTO users (id, username, email, password_hash, first_name, last_name)
            VALUES ('%1$s', 'ada', 'ada@example.org', 'x', 'Ada', 'L');
            INSERT INTO photo_generations (id, user_id, country, document_type, status, original_path, result_path,
                                           width_px, height_px, dpi, completed_at)
            VALUES ('%2$s', '%1$s', 'AU', 'passport', 'completed', '%1$s/a.original', '%1$s/a.jpg', 413, 531, 300, now());
            SELECT generation_audits_partition('2026-01-01'), generation_audits_partition(current_date);
            INSERT INTO generation_audits (user_id, action, "timestamp") VALUES ('%1$s', 'crop', '2026-01-02');
            """.formatted(USER, PHOTO));
        Path folder = Files.createTempDirectory("passport");
        Path mine = Files.createDirectories(folder.resolve("photos").resolve(USER.toString()));
        Files.write(mine.resolve("a.original"), picture);
        Files.write(mine.resolve("a.jpg"), picture);
        this.proof = AtomicityProof.on(settings);
        this.app = started(folder, proof.dataSource());
    }

    /// The application on connections that work while a proof is under way, and so not yet when it starts.
    private static ConfigurableApplicationContext started(Path folder, DataSource source) {
        return new SpringApplicationBuilder(Passport.class)
                .initializers(
                        context -> ((GenericApplicationContext) context).registerBean(DataSource.class, () -> source))
                .run(
                        "--server.port=0",
                        "--server.address=127.0.0.1",
                        "--spring.main.banner-mode=off",
                        "--logging.level.root=OFF",
                        "--front.keys=" + folder,
                        "--passport.folder=" + folder,
                        "--spring.jpa.properties.hibernate.boot.allow_jdbc_metadata_access=false",
                        "--spring.jpa.database-platform=org.hibernate.dialect.PostgreSQLDialect",
                        "--management.endpoint.health.validate-group-membership=false");
    }

    @AfterAll
    void stop() {
        app.close();
        database.close();
    }

    private <T> T get(Class<T> type) {
        return app.getBean(type);
    }

    private void holds(String name, Flow flow) {
        ProofResult result = proof.prove(name, flow).write(ProofResult.FOLDER);
        System.out.println(result.words());
        result.mustHold();
    }

    @Test
    void to_register_is_one_thing() {
        holds(
                "passport.register",
                source -> get(SignUp.class)
                        .signUp("grace", "grace@example.org", "correct horse battery", new SignUp.Name("Grace", "H")));
    }

    @Test
    void to_make_to_cut_to_fetch_and_to_delete_a_photo_is_one_thing_each() {
        Flows flows = new Flows(app, ada);
        holds("passport.download", source -> flows.download(PHOTO));
        holds("passport.generate", source -> flows.generate(FORMAT, picture));
        holds("passport.crop", source -> flows.crop(PHOTO));
        holds("passport.delete", source -> flows.delete(PHOTO));
    }

    @Test
    void to_unblock_somebody_and_to_archive_a_month_is_one_thing_each() {
        holds("passport.unblock", source -> get(RateLimits.class).unblock(ada, USER));
        holds("passport.archive", source -> get(AuditArchive.class).archive(ada, YearMonth.of(2026, 1)));
    }

    @Test
    void a_flow_that_writes_down_later_what_it_did_is_found() {
        Flows flows = new Flows(app, ada);
        ProofResult result = proof.prove("passport.generate-broken", source -> flows.generateInTwo(FORMAT));
        assertThat(result.atomic()).as(result.words()).isFalse();
        assertThat(result.words()).contains("generation_audits");
    }
}
