package dev.pgsteady.backup.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsteady.core.Environment;
import dev.pgsteady.core.Problem;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/// Against a server that keeps a folder and checks signatures.
class S3StoreTest extends StoreContract {
    private static final ObjectName NAME = new ObjectName("parts/ab/abcd");

    @TempDir
    Path folder;

    private S3Server server;

    @BeforeEach
    void start() {
        server = new S3Server(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Override
    Store open() {
        return S3Server.store(server.port());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Problem problem(org.assertj.core.api.ThrowableAssert.ThrowingCallable what) {
        return org.assertj.core.api.Assertions.catchThrowableOfType(Problem.class, what);
    }

    @Test
    void the_server_has_the_bytes_as_they_are() throws IOException {
        try (Store store = open()) {
            store.create(NAME, bytes("content"));
            assertThat(Files.readAllBytes(server.file("main/db/parts/ab/abcd"))).isEqualTo(bytes("content"));
            assertThat(store.warnings()).isEmpty();
        }
    }

    @Test
    void a_wrong_secret_and_an_unknown_key_are_named_and_never_shown() {
        StoreAddress.S3 address = S3Server.address(server.port());
        Environment wrong = S3Server.environment(S3Server.KEY, "mistyped-secret");
        Environment unknown = S3Server.environment("another-key", S3Server.SECRET);
        try (Store store = S3Server.store(address, wrong, new FakeTime())) {
            List<Problem> small = List.of(
                    problem(() -> store.create(NAME, bytes("x"))),
                    problem(() -> store.read(NAME)),
                    problem(() -> store.list("")),
                    problem(() -> store.delete(NAME)));
            // A server that answers before it has read everything may close the connection on what is still coming.
            Problem large = problem(() -> store.create(NAME, new byte[100_000]));
            assertThat(small).allSatisfy(p -> assertThat(p.getMessage()).doesNotContain("tried"));
            for (Problem problem :
                    Stream.concat(small.stream(), Stream.of(large)).toList()) {
                assertThat(problem.kind()).isEqualTo(Problem.Kind.STORE);
                assertThat(problem).hasMessageContaining("403 SignatureDoesNotMatch");
                assertThat(problem.next()).contains("secret key is not the right one", "AWS_SECRET_ACCESS_KEY");
                assertThat(problem.getMessage() + problem.next()).doesNotContain("mistyped-secret");
            }
        }
        try (Store store = S3Server.store(address, unknown, new FakeTime())) {
            assertThat(problem(() -> store.create(NAME, bytes("x"))).next()).contains("does not know the key");
        }
        assertThat(server.file("main/db/parts/ab/abcd")).doesNotExist();
    }

    @Test
    void a_missing_bucket_is_named() {
        StoreAddress.S3 address = new StoreAddress.S3(
                "nothing-there",
                "",
                Optional.of(URI.create("http://127.0.0.1:" + server.port())),
                Optional.empty(),
                true);
        try (Store store =
                S3Server.store(address, S3Server.environment(S3Server.KEY, S3Server.SECRET), new FakeTime())) {
            for (Problem problem : List.of(
                    problem(() -> store.create(NAME, bytes("x"))),
                    problem(() -> store.create(NAME, new byte[100_000])),
                    problem(() -> store.read(NAME)),
                    problem(() -> store.list("")))) {
                assertThat(problem).hasMessageContaining("404 NoSuchBucket").hasMessageContaining("nothing-there");
                assertThat(problem.next()).contains("Make the bucket");
            }
        }
    }

    @Test
    void without_a_key_or_a_region_it_says_what_to_set() {
        Environment empty = new Environment(Map.of(), folder, "nobody", List.of());
        StoreAddress.S3 amazon = new StoreAddress.S3("backups", "", Optional.empty(), Optional.empty(), false);
        assertThatThrownBy(() -> S3Store.open(amazon, empty))
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.kind()).isEqualTo(Problem.Kind.CONFIGURATION))
                .hasMessageContaining("region");
    }

    @Test
    void the_key_is_found_in_a_profile() throws IOException {
        Files.createDirectory(folder.resolve(".aws"));
        Files.writeString(
                folder.resolve(".aws/credentials"),
                "[nightly]\naws_access_key_id = %s\naws_secret_access_key = %s\n"
                        .formatted(S3Server.KEY, S3Server.SECRET));
        Environment environment = new Environment(Map.of("AWS_PROFILE", "nightly"), folder, "nobody", List.of());
        try (Store store = S3Server.store(S3Server.address(server.port()), environment, new FakeTime())) {
            assertThat(store.create(NAME, bytes("x"))).isTrue();
        }
    }

    @Test
    void what_others_keep_beside_it_is_not_listed() throws IOException {
        try (Store store = open()) {
            store.create(NAME, bytes("x"));
            for (String other : List.of("main/db/with blank", "main/other/FORMAT", "elsewhere")) {
                Path file = server.file(other);
                Files.createDirectories(file.getParent());
                Files.writeString(file, "x");
            }
            assertThat(store.list("")).containsExactly(new Store.StoredObject(NAME, 1));
        }
    }

    @Test
    void a_large_object_that_was_never_finished_is_swept_away() {
        StoreAddress.S3 address = S3Server.address(server.port());
        try (S3Calls calls = S3Connection.open(address, S3Server.environment(S3Server.KEY, S3Server.SECRET));
                Store store = open()) {
            S3Client client = calls.client();
            String key = "main/db/" + NAME;
            client.createMultipartUpload(b -> b.bucket(S3Server.BUCKET).key(key));
            assertThat(store.list("")).isEmpty();
            assertThat(store.sweep(Instant.now().minusSeconds(86_400))).isZero();
            assertThat(store.sweep(Instant.now().plusSeconds(3_600))).isEqualTo(1);
            assertThat(client.listMultipartUploads(b -> b.bucket(S3Server.BUCKET))
                            .uploads())
                    .isEmpty();
        }
    }
}
