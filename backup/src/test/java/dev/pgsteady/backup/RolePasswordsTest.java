package dev.pgsteady.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.backup.store.FolderStore;
import dev.pgsteady.core.Secret;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class RolePasswordsTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private static final String HASH = "SELECT coalesce(rolpassword, 'none') FROM pg_authid WHERE rolname = '%s'";

    @TempDir
    Path folder;

    private Repository encrypted() {
        return Repository.create(new FolderStore(folder.resolve("sealed")), Optional.of(Secret.of("a passphrase")))
                .repository();
    }

    private static List<String> of(Manifest manifest, String role) {
        return manifest.globals().stream().filter(s -> s.contains(role)).toList();
    }

    @Test
    void an_encrypted_backup_brings_passwords_back_as_the_server_kept_them(TestDatabase database) throws Exception {
        String with = database.name() + "_with";
        String without = database.name() + "_without";
        Fixture.execute(
                database, "CREATE ROLE %s LOGIN PASSWORD 'swordfish'; CREATE ROLE %s LOGIN".formatted(with, without));
        String kept = Fixture.value(Fixture.settings(database), HASH.formatted(with));
        assertThat(kept).startsWith("SCRAM-SHA-256$");
        try (Repository repository = encrypted()) {
            BackupSet set = Fixture.take(repository, database);
            assertThat(repository.manifest(set).rolesWithoutPassword()).doesNotContain(with, without);
            Fixture.execute(database, "DROP ROLE %s, %s".formatted(with, without));
            RestoreOptions options = new RestoreOptions(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(database.name()),
                    false,
                    false,
                    true,
                    LoadOptions.USUAL);
            Restored restored = new Restore(repository, InstantSource.system(), WorkProgress.NONE)
                    .run(set, Fixture.settings(database), options);
            assertThat(restored.warnings()).noneMatch(w -> w.contains("no password"));
            assertThat(Fixture.value(Fixture.settings(database), HASH.formatted(with)))
                    .isEqualTo(kept);
            assertThat(Fixture.value(Fixture.settings(database), HASH.formatted(without)))
                    .isEqualTo("none");
        } finally {
            Fixture.execute(database, "DROP ROLE IF EXISTS %s, %s".formatted(with, without));
        }
    }

    @Test
    void a_backup_that_is_not_encrypted_has_no_password_and_says_whose_is_missing(TestDatabase database)
            throws Exception {
        String role = database.name() + "_app";
        Fixture.execute(database, "CREATE ROLE %s LOGIN PASSWORD 'swordfish'".formatted(role));
        try (Repository repository = Fixture.plain(folder)) {
            Manifest manifest = repository.manifest(Fixture.take(repository, database));
            assertThat(manifest.globals()).noneMatch(s -> s.contains("PASSWORD") || s.contains("SCRAM"));
            assertThat(manifest.rolesWithoutPassword()).contains(role);
        } finally {
            Fixture.execute(database, "DROP ROLE " + role);
        }
    }

    @Test
    void a_role_that_may_not_see_passwords_backs_up_without_them(TestDatabase database) throws Exception {
        String app = database.name() + "_app";
        String taker = database.name() + "_taker";
        Fixture.execute(database, """
                CREATE TABLE t (id int);
                CREATE ROLE %1$s LOGIN PASSWORD 'swordfish';
                CREATE ROLE %2$s LOGIN PASSWORD 'backup';
                GRANT SELECT ON t TO %2$s""".formatted(app, taker));
        try (Repository repository = encrypted()) {
            BackupSet set = new LogicalBackup(repository, InstantSource.system(), WorkProgress.NONE)
                    .take(
                            dev.pgsteady.core.ConnectionSettings.to(
                                            database.address().host(),
                                            database.address().port(),
                                            database.name(),
                                            taker)
                                    .withPassword(Secret.of("backup")),
                            BackupOptions.USUAL.of(List.of(database.name())));
            Manifest manifest = repository.manifest(set);
            assertThat(of(manifest, app)).isNotEmpty().noneMatch(s -> s.contains("PASSWORD"));
            assertThat(manifest.rolesWithoutPassword()).contains(app, taker);
        } finally {
            Fixture.execute(database, "DROP OWNED BY %2$s; DROP ROLE %1$s; DROP ROLE %2$s".formatted(app, taker));
        }
    }

    @Test
    void a_statement_that_is_shown_hides_the_verifier() {
        assertThat(Globals.shown("ALTER ROLE app LOGIN PASSWORD 'SCRAM-SHA-256$4096:x'"))
                .isEqualTo("ALTER ROLE app LOGIN PASSWORD ...");
        assertThat(Globals.shown("GRANT a TO b")).isEqualTo("GRANT a TO b");
    }
}
