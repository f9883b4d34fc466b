package dev.pgsteady.backup.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsteady.backup.store.Store.StoredObject;
import dev.pgsteady.core.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every store must do. A store's test extends this.
abstract class StoreContract {
    /// The store of this test, empty at its beginning; the same place each time it is asked within one
    /// test.
    abstract Store open();

    private static ObjectName name(String text) {
        return new ObjectName(text);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void what_was_created_is_read_back() {
        try (Store store = open()) {
            assertThat(store.create(name("FORMAT"), bytes("one"))).isTrue();
            assertThat(store.create(name("parts/ab/abcd"), bytes(""))).isTrue();
            assertThat(store.read(name("FORMAT"))).isEqualTo(bytes("one"));
            assertThat(store.read(name("parts/ab/abcd"))).isEmpty();
        }
    }

    @Test
    void another_session_sees_it() {
        byte[] large = new byte[20 * 1024 * 1024 + 7];
        new Random(7).nextBytes(large);
        try (Store store = open()) {
            store.create(name("parts/large"), large);
            store.flush();
        }
        try (Store store = open()) {
            assertThat(store.read(name("parts/large"))).isEqualTo(large);
        }
    }

    @Test
    void what_is_there_stays_as_it_is() {
        try (Store store = open()) {
            store.create(name("sets/a/COMMIT"), bytes("first"));
            assertThat(store.create(name("sets/a/COMMIT"), bytes("second"))).isFalse();
            assertThat(store.read(name("sets/a/COMMIT"))).isEqualTo(bytes("first"));
        }
    }

    @Test
    void of_many_who_create_the_same_object_one_wins() throws Exception {
        try (Store store = open();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> race = IntStream.range(0, 16)
                    .<Callable<Boolean>>mapToObj(i -> () -> store.create(name("locks/write"), bytes("holder " + i)))
                    .toList();
            int winners = 0;
            for (Future<Boolean> one : threads.invokeAll(race)) {
                winners += one.get() ? 1 : 0;
            }
            assertThat(winners).isEqualTo(1);
        }
    }

    @Test
    void a_listing_names_what_is_below_a_prefix_in_order() {
        try (Store store = open()) {
            for (String object : List.of("sets/b/COMMIT", "sets/a/drills/1", "sets/a/COMMIT", "setsother", "FORMAT")) {
                store.create(name(object), bytes(object));
            }
            assertThat(store.list("sets/"))
                    .containsExactly(
                            new StoredObject(name("sets/a/COMMIT"), 13),
                            new StoredObject(name("sets/a/drills/1"), 15),
                            new StoredObject(name("sets/b/COMMIT"), 13));
            assertThat(store.list("")).hasSize(5);
            assertThat(store.list("wal/")).isEmpty();
        }
    }

    @Test
    void a_listing_is_whole_however_long() {
        try (Store store = open()) {
            for (int i = 0; i < 1_203; i++) {
                store.create(name("parts/%04d".formatted(i)), bytes("x"));
            }
            assertThat(store.list("parts/")).hasSize(1_203);
        }
    }

    @Test
    void what_was_deleted_is_gone_and_may_come_again() {
        try (Store store = open()) {
            store.create(name("locks/write"), bytes("one"));
            store.delete(name("locks/write"));
            store.delete(name("locks/write"));
            assertThat(store.list("locks/")).isEmpty();
            assertThat(store.create(name("locks/write"), bytes("two"))).isTrue();
            assertThat(store.read(name("locks/write"))).isEqualTo(bytes("two"));
        }
    }

    @Test
    void what_is_missing_is_named() {
        try (Store store = open()) {
            assertThatThrownBy(() -> store.read(name("sets/a/COMMIT")))
                    .isInstanceOfSatisfying(
                            Problem.class, p -> assertThat(p.kind()).isEqualTo(Problem.Kind.DAMAGED))
                    .hasMessageContaining("sets/a/COMMIT");
        }
    }
}
