package dev.pgsteady.data.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgsteady.core.Database;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Secret;
import dev.pgsteady.data.Servers;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class EncryptionTest {
    private static final Secret OLD = KeyRing.generate();
    private static final Secret NEW = KeyRing.generate();

    @RegisterExtension
    static final TestServer SERVER = TestServer.shared().withTemplate("""
            create table users (id uuid primary key default gen_random_uuid(), phone text, phone_lookup text unique)""");

    private final FieldCipher before = new FieldCipher(KeyRing.of("2025", Map.of("2025", OLD)), "users.phone");
    private final FieldCipher after =
            new FieldCipher(KeyRing.of("2026", Map.of("2025", OLD, "2026", NEW)), "users.phone");

    @Test
    void a_value_opens_with_its_key_and_is_never_the_same_twice() {
        String value = "+49 30 901820 \uD83D\uDCDE";
        String envelope = before.encrypt(value);

        assertThat(envelope).startsWith("pgs1.2025.").doesNotContain("901820");
        assertThat(before.encrypt(value)).isNotEqualTo(envelope);
        assertThat(before.decrypt(envelope)).isEqualTo(value);
        assertThat(after.decrypt(envelope)).isEqualTo(value);
        assertThat(after.decrypt(after.encrypt(""))).isEmpty();
        assertThat(after.keyOf(envelope)).isEqualTo("2025");
    }

    @Test
    void a_missing_key_another_key_and_a_changed_value_are_told_apart_and_no_key_is_shown() {
        String envelope = before.encrypt("+49");
        FieldCipher without = new FieldCipher(KeyRing.of("2026", Map.of("2026", NEW)), "users.phone");
        FieldCipher another = new FieldCipher(KeyRing.of("2025", Map.of("2025", NEW)), "users.phone");
        FieldCipher elsewhere = new FieldCipher(KeyRing.of("2025", Map.of("2025", OLD)), "users.email");
        String changed = envelope.substring(0, 40) + (envelope.charAt(40) == 'A' ? 'B' : 'A') + envelope.substring(41);

        assertThat(problem(() -> without.decrypt(envelope)))
                .returns(Problem.Kind.KEY, Problem::kind)
                .hasMessage("A value was encrypted with the key \"2025\", and the ring has only [2026].");
        assertThat(problem(() -> another.decrypt(envelope)))
                .hasMessageContaining("does not open with the key \"2025\"");
        assertThat(problem(() -> elsewhere.decrypt(envelope))).returns(Problem.Kind.KEY, Problem::kind);
        assertThat(problem(() -> before.decrypt(changed))).returns(Problem.Kind.KEY, Problem::kind);
        assertThat(problem(() -> before.decrypt("+49 30"))).returns(Problem.Kind.DAMAGED, Problem::kind);
        assertThat(problem(() -> before.decrypt("pgs1.2025.AAAA"))).returns(Problem.Kind.DAMAGED, Problem::kind);
        assertThat(KeyRing.of("2025", Map.of("2025", OLD)).toString())
                .isEqualTo("keys [2025], active 2025")
                .doesNotContain(OLD.reveal());
    }

    @Test
    void a_ring_of_wrong_keys_is_refused_without_showing_them() {
        assertThat(problem(() -> KeyRing.of("a", Map.of("a", Secret.of("short")))))
                .hasMessage("The key \"a\" is not 32 bytes in Base64.");
        assertThat(problem(() -> KeyRing.of("b", Map.of("a", OLD)))).hasMessageContaining("the ring has only [a]");
        assertThat(problem(() -> KeyRing.of("A.B", Map.of("A.B", OLD)))).hasMessageContaining("lower-case");
    }

    private static Problem problem(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return Optional.ofNullable(catchThrowableOfType(Problem.class, call)).orElseThrow();
    }

    @Test
    void a_lookup_finds_equal_values_and_depends_on_key_and_column() {
        Lookup lookup = new Lookup(OLD, "users.phone");

        assertThat(lookup.of("+49"))
                .isEqualTo(new Lookup(OLD, "users.phone").of("+49"))
                .hasSize(43);
        assertThat(List.of(
                        lookup.of("+48"),
                        new Lookup(NEW, "users.phone").of("+49"),
                        new Lookup(OLD, "users.mail").of("+49")))
                .doesNotContain(lookup.of("+49"));
    }

    @Test
    void a_value_of_a_row_opens_in_no_other_row_and_not_without_one() {
        String envelope = before.inRow("7").encrypt("+49");

        assertThat(before.inRow("7").decrypt(envelope)).isEqualTo("+49");
        for (FieldCipher elsewhere : List.of(before.inRow("8"), before)) {
            assertThat(problem(() -> elsewhere.decrypt(envelope)))
                    .returns(Problem.Kind.KEY, Problem::kind)
                    .hasMessageContaining("does not open");
        }
        assertThat(problem(() -> before.inRow("7").decrypt(before.encrypt("+49"))))
                .returns(Problem.Kind.KEY, Problem::kind);
    }

    @Test
    void a_findable_value_has_its_digest_behind_it_and_opens_with_no_other() {
        Lookup lookup = new Lookup(NEW, "users.phone");
        String envelope = before.findable(lookup).encrypt("+49");

        assertThat(envelope).endsWith("." + lookup.of("+49"));
        assertThat(before.decrypt(envelope)).isEqualTo("+49");
        assertThat(problem(() -> before.decrypt(envelope.replace(lookup.of("+49"), lookup.of("+48")))))
                .returns(Problem.Kind.KEY, Problem::kind);
        assertThat(problem(() -> before.decrypt(envelope.replace("." + lookup.of("+49"), ""))))
                .returns(Problem.Kind.KEY, Problem::kind);
    }

    @Test
    void lines_give_a_ring_whose_first_key_encrypts_and_others_are_refused() {
        KeyRing ring = KeyRing.of(List.of("2026:" + NEW.reveal(), "2025: " + OLD.reveal(), "lookup:" + OLD.reveal()));

        assertThat(ring.active()).isEqualTo("2026");
        assertThat(ring.others()).containsExactly("2025");
        assertThat(new FieldCipher(ring, "users.phone").decrypt(before.encrypt("+49")))
                .isEqualTo("+49");
        assertThat(ring.lookup("users.phone").of("+49")).isEqualTo(new Lookup(OLD, "users.phone").of("+49"));
        assertThat(problem(() ->
                        after.findable(KeyRing.of("2025", Map.of("2025", OLD)).lookup("users.phone"))))
                .hasMessageContaining("there is no key for those");
        for (String wrong : List.of(OLD.reveal(), "2025:", ":" + OLD.reveal(), "lookup:" + OLD.reveal(), "a:b")) {
            assertThat(problem(() -> KeyRing.of(List.of(wrong))))
                    .as(wrong)
                    .returns(Problem.Kind.KEY, Problem::kind)
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain(OLD.reveal()));
        }
    }

    @Test
    void a_file_of_keys_is_its_owners_alone_and_what_one_process_renews_another_reads(@TempDir Path folder)
            throws IOException {
        Path file = folder.resolve("deep/field-keys");
        KeyFile one = KeyFile.at(file);
        KeyFile other = KeyFile.at(file);
        FieldCipher phones = new FieldCipher(one, "users.phone");
        String old = phones.encrypt("+49");

        assertThat(one.renew()).isEqualTo("k2");
        assertThat(phones.keyOf(phones.encrypt("+49"))).isEqualTo("k2");
        assertThat(new FieldCipher(other, "users.phone").decrypt(phones.encrypt("+48")))
                .isEqualTo("+48");
        assertThat(phones.decrypt(old)).isEqualTo("+49");
        assertThat(other.renew()).isEqualTo("k3");
        assertThat(KeyFile.at(file).ring()).hasToString("keys [k1, k2, k3], active k3");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(problem(() -> KeyFile.at(file)))
                .returns(Problem.Kind.FILE, Problem::kind)
                .hasMessageContaining("Others than its owner can read");
    }

    @Test
    void a_converter_leaves_nothing_as_it_is() {
        EncryptedText converter = new EncryptedText(before) {};
        assertThat(converter.convertToDatabaseColumn(null)).isNull();
        assertThat(converter.convertToEntityAttribute(null)).isNull();
        assertThat(converter.convertToEntityAttribute(converter.convertToDatabaseColumn("+49")))
                .isEqualTo("+49");
    }

    @Test
    void a_rotation_reaches_every_value_and_goes_on_where_it_was_broken_off(TestDatabase database) throws SQLException {
        fill(database, 1200);
        try (Database pool = Servers.open(database, 3)) {
            Rotation rotation =
                    Rotation.of(new Rotation.Place(pool, new QualifiedName("public", "users"), "id", "phone"), after);
            List<Long> progress = new ArrayList<>();
            Problem stopped = problem(() -> rotation.run(done -> {
                progress.add(done);
                throw new Problem(Problem.Kind.INTERRUPTED, "enough", "again");
            }));
            assertThat(stopped).hasMessage("enough");
            assertThat(progress).containsExactly(500L);
            assertThat(rotation.remaining()).isEqualTo(700);

            assertThat(rotation.run(progress::add)).isEqualTo(700);
            assertThat(rotation.remaining()).isZero();
            assertThat(rotation.run(progress::add)).isZero();
            FieldCipher newKeyAlone = new FieldCipher(KeyRing.of("2026", Map.of("2026", NEW)), "users.phone");
            String numbers = Servers.rows(database, "select phone from users where phone is not null");
            assertThat(numbers.split("; "))
                    .hasSize(1200)
                    .allMatch(envelope -> newKeyAlone.decrypt(envelope).startsWith("+49 "));
        }
    }

    @Test
    void values_bound_to_rows_and_values_in_json_are_reached_too(TestDatabase database) throws SQLException {
        database.execute("create table papers (id bigint primary key, body jsonb)");
        Lookup lookup = new Lookup(OLD, "papers.body");
        FieldCipher old = new FieldCipher(KeyRing.of("2025", Map.of("2025", OLD)), "papers.body").findable(lookup);
        FieldCipher cipher =
                new FieldCipher(KeyRing.of("2026", Map.of("2025", OLD, "2026", NEW)), "papers.body").findable(lookup);
        database.execute("insert into papers values (7, '\"%s\"'), (10, '\"%s\"'), (11, null)"
                .formatted(old.inRow("7").encrypt("seven"), old.inRow("10").encrypt("ten")));
        try (Database pool = Servers.open(database, 3)) {
            Rotation.Place place = new Rotation.Place(pool, new QualifiedName("public", "papers"), "id", "body");
            Rotation rotation = Rotation.ofRows(place, cipher);
            assertThat(rotation.uses()).isEqualTo(Map.of("2025", 2L));
            assertThat(problem(() -> Rotation.of(place, cipher).run(done -> {})))
                    .hasMessageContaining("does not open");

            assertThat(rotation.run(done -> {})).isEqualTo(2);
            assertThat(rotation.remaining()).isZero();
            assertThat(rotation.uses()).isEqualTo(Map.of("2026", 2L));
        }
        String body = Servers.rows(
                database,
                "select body #>> '{}' from papers where split_part(body #>> '{}', '.', 4) = '" + lookup.of("ten")
                        + "'");
        assertThat(cipher.inRow("10").decrypt(body)).isEqualTo("ten");
    }

    @Test
    void a_row_that_somebody_changes_is_not_waited_for(TestDatabase database) throws SQLException {
        fill(database, 3);
        try (Database pool = Servers.open(database, 3);
                Connection other = database.connect()) {
            other.setAutoCommit(false);
            other.createStatement().execute("update users set phone_lookup = 'x' where phone_lookup = '1'");
            Rotation rotation =
                    Rotation.of(new Rotation.Place(pool, new QualifiedName("public", "users"), "id", "phone"), after);

            assertThat(rotation.run(done -> {})).isEqualTo(2);
            other.rollback();
            assertThat(rotation.run(done -> {})).isEqualTo(1);
        }
    }

    private void fill(TestDatabase database, int rows) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement insert =
                        connection.prepareStatement("insert into users (phone, phone_lookup) values (?, ?)")) {
            for (int i = 0; i < rows; i++) {
                insert.setString(1, before.encrypt("+49 " + i));
                insert.setString(2, Integer.toString(i));
                insert.addBatch();
            }
            insert.executeBatch();
        }
        database.execute("insert into users (phone_lookup) values ('nothing')");
    }
}
