package dev.pgsteady.backup.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgsteady.core.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What goes wrong between here and an S3 server ends well after some tries, or in a problem: never in
/// silence.
@Timeout(60)
class S3FaultsTest {
    private static final ObjectName NAME = new ObjectName("sets/a/COMMIT");
    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);
    private static final String PUT = "PUT .*COMMIT.*";
    private static final String GET = "GET .*COMMIT.*";

    @TempDir
    Path folder;

    private final FakeTime time = new FakeTime();
    private S3Server server;
    private Wire wire;
    private S3Store store;

    @BeforeEach
    void start() throws IOException {
        server = new S3Server(folder);
        wire = new Wire(server.port());
        store = S3Server.store(wire.port(), time);
    }

    @AfterEach
    void stop() {
        store.close();
        wire.close();
        server.close();
    }

    private void assertStored(byte[] content) throws IOException {
        assertThat(Files.readAllBytes(server.file("main/db/" + NAME))).isEqualTo(content);
    }

    private static Problem problem(Problem.Kind kind, ThrowingCallable what) {
        Problem problem = catchThrowableOfType(Problem.class, what);
        assertThat(problem).isNotNull();
        assertThat(problem.kind()).isEqualTo(kind);
        return problem;
    }

    private static byte[] large() {
        byte[] large = new byte[S3Upload.PART + 1_000_000];
        new Random(3).nextBytes(large);
        return large;
    }

    @Test
    void errors_that_pass_are_waited_out() throws IOException {
        wire.next(2, PUT, Wire.error("500 Internal Server Error", "", "InternalError"));
        wire.next(2, PUT, Wire.cut());
        assertThat(store.create(NAME, CONTENT)).isTrue();
        assertStored(CONTENT);
        assertThat(time.pauses()).hasSize(4).allMatch(p -> p.compareTo(Duration.ofMillis(1_600)) <= 0);
    }

    @Test
    void the_server_says_how_long_to_wait() {
        wire.next(1, PUT, Wire.error("503 Slow Down", "Retry-After: 7", "SlowDown"));
        assertThat(store.create(NAME, CONTENT)).isTrue();
        assertThat(time.pauses()).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void a_server_that_asks_for_more_patience_than_there_is_is_given_up() {
        wire.always(PUT, Wire.error("503 Slow Down", "Retry-After: 600", "SlowDown"));
        assertThat(problem(Problem.Kind.STORE, () -> store.create(NAME, CONTENT)))
                .hasMessageContaining("503 SlowDown (tried 2 times)");
        assertThat(time.pauses()).containsExactly(Duration.ofMinutes(10));
    }

    @Test
    void errors_that_do_not_pass_end_in_a_problem() {
        wire.always(".*", Wire.error("500 Internal Server Error", "", "InternalError"));
        for (ThrowingCallable call : new ThrowingCallable[] {
            () -> store.create(NAME, CONTENT), () -> store.read(NAME), () -> store.list(""), () -> store.delete(NAME)
        }) {
            assertThat(problem(Problem.Kind.STORE, call))
                    .hasMessageContaining("s3://backups/main/db/")
                    .hasMessageContaining("500 InternalError (tried 5 times)");
        }
        assertThat(problem(Problem.Kind.STORE, () -> store.read(NAME))).hasMessageContaining("sets/a/COMMIT");
    }

    @Test
    void a_silent_server_is_given_up() {
        wire.always(PUT, Wire.silence());
        try (S3Store impatient = S3Server.impatient(wire.port(), time)) {
            assertThat(problem(Problem.Kind.STORE, () -> impatient.create(NAME, CONTENT)))
                    .hasMessageContaining("the server fell silent (tried 5 times)");
        }
    }

    @Test
    void a_server_that_reads_no_further_is_given_up() throws IOException {
        try (ServerSocket deaf = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                S3Calls calls = S3Server.impatientCalls(deaf.getLocalPort(), time)) {
            S3Upload upload = new S3Upload(calls, NAME, new byte[S3Upload.PART]);
            assertThat(problem(Problem.Kind.STORE, () -> upload.send(true))).hasMessageContaining("(tried 5 times)");
        }
    }

    @Test
    void nobody_listening_is_said() throws IOException {
        wire.close();
        assertThat(problem(Problem.Kind.STORE, () -> store.list("")))
                .hasMessageContaining("the connection was refused (tried 5 times)");
    }

    @Test
    void a_host_that_is_not_known_is_said() {
        StoreAddress.S3 address = new StoreAddress.S3(
                "backups", "", Optional.of(URI.create("http://nowhere.invalid")), Optional.empty(), true);
        try (S3Store lost = S3Server.store(address, S3Server.environment(S3Server.KEY, S3Server.SECRET), time)) {
            Problem problem = problem(Problem.Kind.STORE, () -> lost.list(""));
            assertThat(problem).hasMessageContaining("its host is not known");
            assertThat(problem.next()).contains("Correct the endpoint");
        }
    }

    @Test
    void an_answer_that_was_lost_does_not_make_a_second_writer_of_the_first() throws IOException {
        wire.next(1, PUT, wire.cutAnswer(0));
        assertThat(store.create(NAME, CONTENT)).isTrue();
        assertThat(wire.requests().stream().filter(r -> r.matches(PUT))).hasSizeGreaterThan(1);
        assertStored(CONTENT);
    }

    @Test
    void an_answer_that_was_lost_does_not_make_a_winner_of_the_second() throws IOException {
        try (S3Store first = S3Server.store(server.port())) {
            first.create(NAME, "of the first".getBytes(StandardCharsets.UTF_8));
        }
        wire.next(1, PUT, wire.cutAnswer(0));
        assertThat(store.create(NAME, CONTENT)).isFalse();
        assertStored("of the first".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_server_that_says_stored_and_stores_nothing_is_found_out() throws IOException {
        wire.next(1, PUT, Wire.answer("200 OK", "ETag: \"abc\"", ""));
        assertThat(store.create(NAME, CONTENT)).isTrue();
        assertStored(CONTENT);
        wire.always("PUT .*other", Wire.answer("200 OK", "ETag: \"abc\"", ""));
        assertThat(problem(Problem.Kind.STORE, () -> store.create(new ObjectName("other"), CONTENT)))
                .hasMessageContaining("said 3 times that it stored other, and does not have it");
    }

    @Test
    void a_server_that_stores_something_else_is_found_out() {
        wire.always(
                "HEAD .*COMMIT.*",
                wire.changed(a -> a.replaceFirst("(?im)^content-length: *\\d+", "Content-Length: 3")));
        assertThat(problem(Problem.Kind.STORE, () -> store.create(NAME, CONTENT)))
                .hasMessageContaining("has it with other content");
    }

    @Test
    void a_server_that_knows_no_conditions_is_used_and_named() throws IOException {
        wire.always(PUT + "|PUT .*other", (request, back) -> {
            if (request.head().toLowerCase(java.util.Locale.ROOT).contains("if-none-match")) {
                Wire.error("501 Not Implemented", "", "NotImplemented").happen(request, back);
            } else {
                back.write(wire.forward(request));
            }
        });
        assertThat(store.create(NAME, CONTENT)).isTrue();
        assertThat(store.create(NAME, "another".getBytes(StandardCharsets.UTF_8)))
                .isFalse();
        assertThat(store.create(new ObjectName("other"), CONTENT)).isTrue();
        assertStored(CONTENT);
        assertThat(store.warnings()).singleElement().asString().contains("If-None-Match");
    }

    @Test
    void a_server_that_overwrites_in_silence_is_found_out() throws IOException {
        wire.next(2, PUT, wire.changed(a -> "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
        assertThat(store.create(NAME, CONTENT)).isTrue();
        assertThat(store.warnings()).singleElement().asString().contains("If-None-Match");
        assertThat(store.create(NAME, "another".getBytes(StandardCharsets.UTF_8)))
                .isFalse();
        assertStored(CONTENT);
    }

    @Test
    void content_that_was_cut_short_or_changed_on_its_way_is_read_again() {
        store.create(NAME, CONTENT);
        wire.next(1, GET, wire.cutAnswer(300));
        wire.next(1, GET, wire.changed(a -> a.substring(0, a.length() - 2)));
        wire.next(
                1,
                GET,
                wire.changed(a -> a.substring(0, a.length() - 2)
                        .replaceFirst("(?im)^content-length: *\\d+", "Content-Length: 5")));
        wire.next(1, GET, wire.changed(a -> a.substring(0, a.length() - 1) + "!"));
        assertThat(store.read(NAME)).isEqualTo(CONTENT);
        assertThat(time.pauses()).hasSize(4);
    }

    @Test
    void answers_that_break_off_anywhere_are_not_taken_for_whole_ones() throws IOException {
        store.create(NAME, CONTENT);
        for (int bytes = 0; bytes < 600; bytes += 20) {
            int from = time.pauses().size();
            wire.next(1, GET, wire.cutAnswer(bytes));
            assertThat(store.read(NAME)).isEqualTo(CONTENT);
            ObjectName next = new ObjectName("cut/" + bytes);
            wire.next(1, "HEAD .*/cut/.*", wire.cutAnswer(bytes));
            assertThat(store.create(next, CONTENT)).isTrue();
            assertThat(time.pauses().size() - from).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void content_that_stays_wrong_is_damaged() throws IOException {
        store.create(NAME, CONTENT);
        wire.always(GET, wire.changed(a -> a.substring(0, a.length() - 1) + "!"));
        assertThat(problem(Problem.Kind.DAMAGED, () -> store.read(NAME)))
                .hasMessageContaining("what came is not what was stored (tried 5 times)");
    }

    @Test
    void another_objects_content_is_not_taken_for_this_ones() {
        ObjectName other = new ObjectName("parts/other");
        store.create(NAME, CONTENT);
        AtomicReference<byte[]> old = new AtomicReference<>(new byte[0]);
        wire.next(1, GET, (request, back) -> {
            old.set(wire.forward(request));
            back.write(old.get());
        });
        store.read(NAME);
        store.create(other, "something else".getBytes(StandardCharsets.UTF_8));
        wire.always("GET .*other.*", (request, back) -> back.write(old.get()));
        assertThat(store.read(other))
                .as("a store cannot see this: parts are named by their content, and whoever reads one looks")
                .isEqualTo(CONTENT);
    }

    @Test
    void a_large_object_survives_a_lost_part_and_a_lost_completion() throws IOException {
        byte[] large = large();
        wire.next(1, "PUT .*partNumber=2.*", Wire.cut());
        wire.next(1, "POST .*uploadId=.*", wire.cutAnswer(0));
        assertThat(store.create(NAME, large)).isTrue();
        assertStored(large);
    }

    @Test
    void a_large_object_that_failed_leaves_nothing_behind() throws IOException {
        wire.always("PUT .*partNumber=2.*", Wire.error("500 Internal Server Error", "", "InternalError"));
        problem(Problem.Kind.STORE, () -> store.create(NAME, large()));
        assertThat(wire.requests()).anyMatch(r -> r.matches("DELETE .*uploadId=.*"));
        assertThat(store.sweep(java.time.Instant.now().plusSeconds(3_600))).isZero();
        assertThat(store.list("")).isEmpty();
    }

    @Test
    void of_two_who_write_a_large_object_one_wins() throws IOException {
        byte[] large = large();
        wire.next(1, "POST .*uploadId=.*", (request, back) -> {
            try (S3Store second = S3Server.store(server.port())) {
                second.create(NAME, CONTENT);
            }
            back.write(wire.forward(request));
        });
        assertThat(store.create(NAME, large)).isFalse();
        assertStored(CONTENT);
    }

    @Test
    void a_bucket_in_another_region_is_named_with_its_region() {
        wire.always(
                ".*", Wire.error("301 Moved Permanently", "x-amz-bucket-region: eu-central-1", "PermanentRedirect"));
        assertThat(problem(Problem.Kind.STORE, () -> store.list("")).next()).contains("?region=eu-central-1");
        assertThat(time.pauses()).isEmpty();
    }

    @Test
    void what_a_lock_keeps_is_said_and_not_tried_again() {
        wire.always("DELETE .*", Wire.error("403 Forbidden", "", "ObjectLocked"));
        assertThat(problem(Problem.Kind.STORE, () -> store.delete(NAME)).next()).contains("Object Lock");
        assertThat(time.pauses()).isEmpty();
    }

    @Test
    void a_listing_that_turns_in_circles_is_given_up() {
        String page =
                "<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>t</NextContinuationToken>"
                        + "</ListBucketResult>";
        wire.always("GET .*list-type=2.*", Wire.answer("200 OK", "", page));
        assertThat(problem(Problem.Kind.STORE, () -> store.list(""))).hasMessageContaining("again and again");
    }
}
