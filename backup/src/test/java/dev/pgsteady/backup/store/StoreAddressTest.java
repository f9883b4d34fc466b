package dev.pgsteady.backup.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgsteady.core.Problem;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreAddressTest {
    private static final Map<String, StoreAddress> CASES = Map.of(
            "/var/backups",
            new StoreAddress.Folder(Path.of("/var/backups")),
            "file:///var/my%20backups",
            new StoreAddress.Folder(Path.of("/var/my backups")),
            "s3://bucket?region=eu-central-1",
            new StoreAddress.S3("bucket", "", Optional.empty(), Optional.of("eu-central-1"), false),
            "s3://bucket/a/b/?endpoint=http://127.0.0.1:9000",
            new StoreAddress.S3(
                    "bucket", "a/b/", Optional.of(URI.create("http://127.0.0.1:9000")), Optional.empty(), true),
            "s3://bucket/a?endpoint=https%3A%2F%2Fs3.example.org&path_style=false",
            new StoreAddress.S3(
                    "bucket", "a/", Optional.of(URI.create("https://s3.example.org")), Optional.empty(), false),
            "sftp://me@host/srv/backups/",
            new StoreAddress.Sftp(Optional.of("me"), "host", 22, "/srv/backups"),
            "sftp://host:2222/~/backups",
            new StoreAddress.Sftp(Optional.empty(), "host", 2222, "backups"));

    @Test
    void addresses_are_read() {
        CASES.forEach(
                (text, address) -> assertThat(StoreAddress.of(text)).as(text).isEqualTo(address));
    }

    @Test
    void what_is_shown_can_be_read_again() {
        for (StoreAddress address : CASES.values()) {
            String words = address.words().replace(" at ", "?endpoint=");
            if (!(address instanceof StoreAddress.S3)) {
                assertThat(StoreAddress.of(words)).isEqualTo(address);
            }
        }
        assertThat(CASES.get("s3://bucket/a/b/?endpoint=http://127.0.0.1:9000"))
                .extracting(StoreAddress::words)
                .isEqualTo("s3://bucket/a/b/ at http://127.0.0.1:9000");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    s3://AKIA:hush@bucket/a                       | holds a key      | AWS_ACCESS_KEY_ID
                    s3://bucket/a?secret_key=hush                 | secret_key       | no address
                    s3://bucket/a?hush                            | one without a value | no address
                    s3://bucket/a?endpoint=http://me:hush@host    | endpoint         | Correct
                    s3://bucket/a?endpoint=hush                   | endpoint         | Correct
                    s3://bucket/a?path_style=hush                 | path_style       | Correct
                    s3:///a                                       | name of a bucket | s3://bucket
                    sftp://me:hush@host/a                         | holds a password | PGSTEADY_SFTP_PASSWORD
                    sftp://me@host                                | a host and a path | sftp://user@host/path
                    ftp://hush@host/a                             | ftp://           | sftp://
                    s3://bucket/a b?hush                          | character 14     | %20
                    file://host/a                                 | this machine     | three slashes
                    """)
    void what_is_no_address_or_holds_a_secret_is_refused_and_not_shown(String text, String what, String next) {
        Problem problem = catchThrowableOfType(Problem.class, () -> StoreAddress.of(text));
        assertThat(problem.kind()).isEqualTo(Problem.Kind.CONFIGURATION);
        assertThat(problem).hasMessageContaining(what);
        assertThat(problem.next()).contains(next);
        assertThat(problem.getMessage() + problem.next()).doesNotContain("hush");
    }
}
