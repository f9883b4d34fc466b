package dev.pgsteady.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionSettingsTest {
    @TempDir
    private Path home;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "postgresql://localhost                        | me@localhost:5432/me",
                "postgres://u@h/db                             | u@h:5432/db",
                "postgresql://u:p%40ss@h:1/my%20db             | u@h:1/my db",
                "postgresql://u@h1:1,h2:2/db                   | u@h1:1,h2:2/db",
                "postgresql://u@[2001:db8::1]:7/db             | u@[2001:db8::1]:7/db",
                "postgresql://u@%2Fvar%2Frun/db                | u@/var/run/.s.PGSQL.5432/db",
                "postgresql:///db?host=/tmp/x&port=9           | me@/tmp/x/.s.PGSQL.9/db",
                "postgresql://u@h/db?user=other                | other@h:5432/db",
                "host=h dbname='my db' user=it\\'s port = 5    | it's@h:5/my db",
                "host=h1,h2 port=3 user=u                      | u@h1:3,h2:3/u",
                "jdbc:postgresql://h:1,i:2/db?user=u&ApplicationName=x | u@h:1,i:2/db",
                "jdbc:postgresql:db                            | me@localhost:5432/db",
                "postgresql+psycopg://u@h/db                   | u@h:5432/db",
                "postgresql+asyncpg://u@h/db?ssl=require       | u@h:5432/db",
                "postgis://u@h/db                              | u@h:5432/db",
                "ecto://u@h/db?pool_size=5                     | u@h:5432/db",
                "postgresql://u@h/db?schema=public             | u@h:5432/db",
                "shop                                          | me@localhost:5432/shop"
            })
    void each_form_of_a_target_is_read(String target, String meaning) {
        assertThat(of(target)).hasToString(meaning);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "postgresql://h/db?sslmod=require | unknown word: \"sslmod\". | Did you mean \"sslmode\"?",
                "host=h sslmode=requir  | no such value: \"requir\" | Did you mean \"require\"?",
                "mysql://u:secret@h/db  | is MySQL | postgresql://role@host",
                "sqlite:///x.db         | is SQLite | postgresql://role@host",
                "cockroachdb://u:secret@h | is CockroachDB | postgresql://role@host",
                "file:./dev.db          | is SQLite | postgresql://role@host",
                "postgresql://u:secret@more@h/db | not encoded | %40",
                "postgresql://u:secret/x@h/db | port is not a number | %2F",
                "postgresql://u:secr%zz@h/db | hexadecimal | %25",
                "host=h port=70000      | no such value: \"70000\" | 1 to 65535",
                "host=h password='secret | no closing quote | quote values",
                "host=h sslcrl=x        | sslcrl (the command line) asks for something | not read",
                "host=h sslrootcert=system sslmode=require | would verify nothing | verify-full"
            })
    void what_makes_no_sense_is_a_problem_that_never_shows_the_password(String target, String what, String next) {
        Problem problem = catchThrowableOfType(Problem.class, () -> of(target));

        assertThat(problem.getMessage()).contains(what).doesNotContain("secr");
        assertThat(problem.next()).contains(next).doesNotContain("secr");
    }

    @Test
    void every_setting_keeps_its_origin_and_the_connection_string_beats_the_service_beats_the_environment()
            throws IOException {
        Files.writeString(home.resolve(".pg_service.conf"), "# mine\n[prod]\nhost=service-host\nport=1111\nuser=s\n");
        ConnectionSettings settings = ConnectionSettings.of(
                Target.commandLine("service=prod user=explicit"),
                environment(Map.of("PGPORT", "2222", "PGDATABASE", "from_env", "PGHOST", "env-host")));

        assertThat(settings.table().stream().map(Setting::toString))
                .contains(
                        "host=service-host (~/.pg_service.conf [prod])",
                        "port=1111 (~/.pg_service.conf [prod])",
                        "dbname=from_env (environment variable PGDATABASE)",
                        "user=explicit (the command line)",
                        "sslmode=prefer (libpq default)");
    }

    @Test
    void the_places_are_asked_in_order_and_nothing_anywhere_is_empty() {
        Map<String, String> all = new HashMap<>(
                Map.of("DATABASE_URL", "postgres://u@url/x", "PGHOST", "pg", "DB_NAME", "words", "DB_HOST", "dbhost"));
        Optional<Target> configured =
                Optional.of(new Target("postgres://u@file/x", new Origin.Line("pgsteady.toml", 2)));

        assertThat(find(Optional.of(Target.commandLine("postgres://u@line/x")), configured, all))
                .contains("u@line:5432/x");
        assertThat(find(Optional.empty(), configured, all)).contains("u@url:5432/x");
        all.remove("DATABASE_URL");
        assertThat(find(Optional.empty(), configured, all)).contains("me@pg:5432/me");
        all.remove("PGHOST");
        assertThat(find(Optional.empty(), configured, all)).contains("me@dbhost:5432/words");
        assertThat(find(Optional.empty(), configured, Map.of())).contains("u@file:5432/x");
        assertThat(find(Optional.empty(), Optional.empty(), Map.of("PGSSLMODE", "require")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"django.db.backends.mysql", "sqlite3", "mysql"})
    void an_engine_that_is_not_postgresql_is_refused_in_words(String engine) {
        Map<String, String> words = Map.of("DB_ENGINE", engine, "DB_NAME", "x");

        assertThat(catchThrowableOfType(Problem.class, () -> find(Optional.empty(), Optional.empty(), words))
                        .kind())
                .isEqualTo(Problem.Kind.SERVER_UNSUPPORTED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "host=h1 dbname=db user=u           | first",
                "host=h2 dbname=db user=u           | a:b\\c",
                "host=h9 port=9999 dbname=d user=w  | wild",
                "host=/sock dbname=db user=u        | local",
                "host=h1 port=5433 dbname=db user=u | ''"
            })
    void the_password_file_is_read_as_libpq_reads_it(String target, String password) throws IOException {
        Path file = home.resolve(".pgpass");
        Files.writeString(file, """
                #h1:*:*:*:comment
                h1:5432:db:u:first
                h2:*:db:u:a\\:b\\\\c
                localhost:5432:db:u:local
                *:9999:*:w:wild
                """);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        ConnectionSettings settings = of(target);

        assertThat(settings.hosts()
                        .getFirst()
                        .password()
                        .map(p -> p.secret().reveal())
                        .orElse(""))
                .isEqualTo(password);
        assertThat(settings.toString() + settings.table() + settings.hosts())
                .doesNotContain("first", "a:b", "wild", "local,");
    }

    @Test
    void a_password_file_that_others_can_read_is_ignored_with_a_note() throws IOException {
        Path file = Files.writeString(home.resolve(".pgpass"), "*:*:*:*:open\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(of("host=h").hosts().getFirst().password()).isEmpty();
        assertThat(of("host=h").notes())
                .containsExactly(
                        "The password file ~/.pgpass can be read by others and was ignored; run: chmod 0600 ~/.pgpass");
    }

    private ConnectionSettings of(String target) {
        return ConnectionSettings.of(Target.commandLine(target), environment(Map.of()));
    }

    private Optional<String> find(Optional<Target> target, Optional<Target> configured, Map<String, String> variables) {
        return ConnectionSettings.find(target, configured, environment(variables))
                .map(ConnectionSettings::toString);
    }

    private Environment environment(Map<String, String> variables) {
        return new Environment(variables, home, "me", List.of(Path.of("/sock")));
    }
}
