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
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

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
