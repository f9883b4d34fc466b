package dev.pgsteady.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsteady.backup.selftest.WrappedStore;
import dev.pgsteady.backup.store.FolderStore;
import dev.pgsteady.backup.store.ObjectName;
import dev.pgsteady.backup.store.Store;
import dev.pgsteady.core.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseTest {
    private static final Instant NOW = Instant.parse("2026-11-21T05:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);
    private static final InstantSource LATER =
            InstantSource.fixed(NOW.plus(Lease.STALE).plusSeconds(1));
    private static final ObjectName WRITER = new ObjectName("locks/write");

    @TempDir
    Path folder;

    private Store store() {
        return new FolderStore(folder);
    }

    private static void assertBusy(ThrowingCallable what) {
        assertThatThrownBy(what)
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.kind()).isEqualTo(Problem.Kind.BUSY));
    }

    private static void holdAs(Store store, LeaseHolder holder) {
        store.create(WRITER, BackupJson.bytes(holder));
    }

    @Test
    void one_writes_at_a_time_and_a_dead_one_does_not_stop_others_forever() {
        Lease first = Lease.write(store(), CLOCK, "backup");
        assertThatThrownBy(() -> Lease.write(store(), InstantSource.fixed(NOW.plusSeconds(60)), "backup"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("backup works on")
                .hasMessageContaining("process " + ProcessHandle.current().pid());
        try (Lease second = Lease.write(store(), LATER, "backup")) {
            second.requireHeld();
            assertBusy(first::requireHeld);
            first.close();
            second.requireHeld();
        }
        assertThat(store().list("locks/")).isEmpty();
    }

    @Test
    void while_somebody_reads_nothing_is_removed() {
        try (Lease reader = Lease.read(store(), CLOCK, "restore")) {
            assertBusy(() -> Lease.alone(store(), CLOCK, "prune"));
            reader.requireHeld();
            Lease.write(store(), CLOCK, "backup").close();
        }
        Lease.alone(store(), CLOCK, "prune").close();
        assertThat(store().list("locks/")).isEmpty();
    }

    @Test
    void while_things_are_removed_nobody_reads_or_writes() {
        try (Lease remover = Lease.alone(store(), CLOCK, "prune")) {
            assertBusy(() -> Lease.read(store(), CLOCK, "restore"));
            assertBusy(() -> Lease.write(store(), CLOCK, "backup"));
            remover.requireHeld();
            assertThat(store().list("locks/")).hasSize(1);
            Lease.read(store(), LATER, "restore").close();
        }
    }

    /// Both find the same holder dead. The slower one is held up after it looked, until the faster one has the lease.
    @Test
    void of_two_who_find_a_holder_dead_one_gets_the_lease() {
        Lease.write(store(), CLOCK, "backup");
        AtomicReference<Optional<Lease>> faster = new AtomicReference<>(Optional.empty());
        Store slow = new WrappedStore(store()) {
            private final AtomicBoolean looked = new AtomicBoolean();

            @Override
            public byte[] read(ObjectName name) {
                byte[] found = super.read(name);
                if (name.equals(WRITER) && !looked.getAndSet(true)) {
                    faster.set(Optional.of(Lease.write(store(), LATER, "backup")));
                }
                return found;
            }
        };
        assertBusy(() -> Lease.write(slow, LATER, "backup"));
        try (Lease one = faster.get().orElseThrow()) {
            one.requireHeld();
        }
        assertThat(store().list("locks/")).isEmpty();
    }

    @Test
    void a_process_that_died_here_does_not_hold_others_up() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        LeaseHolder me = LeaseHolder.here("backup", false, NOW);
        gone.waitFor();
        holdAs(store(), new LeaseHolder("a", "backup", false, me.host(), me.machine(), gone.pid(), me.born(), NOW));
        Lease.write(store(), CLOCK, "backup").close();
    }

    @Test
    void a_later_process_of_the_same_number_does_not_keep_a_dead_one_alive() {
        LeaseHolder me = LeaseHolder.here("backup", false, NOW);
        Optional<Instant> earlier = me.born().map(b -> b.minus(Duration.ofHours(1)));
        holdAs(store(), new LeaseHolder("a", "backup", false, me.host(), me.machine(), me.pid(), earlier, NOW));
        Lease.write(store(), CLOCK, "backup").close();
    }

    /// Many machines are called localhost.
    @Test
    void a_process_of_another_machine_with_this_ones_name_is_not_taken_for_dead() {
        LeaseHolder me = LeaseHolder.here("backup", false, NOW);
        Optional<String> other = Optional.of("another start of another kernel");
        holdAs(store(), new LeaseHolder("a", "backup", false, me.host(), other, Long.MAX_VALUE, me.born(), NOW));
        assertBusy(() -> Lease.write(store(), CLOCK, "backup"));
    }

    @Test
    void who_was_silent_for_long_stops_before_others_believe_it_dead() {
        AtomicReference<Instant> now = new AtomicReference<>(NOW);
        try (Lease lease = Lease.write(store(), now::get, "backup")) {
            now.set(NOW.plus(Lease.SILENT));
            lease.requireHeld();
            now.set(NOW.plus(Lease.SILENT).plusSeconds(1));
            assertBusy(lease::requireNotSilent);
            assertBusy(lease::requireHeld);
            assertBusy(() -> Lease.write(store(), now::get, "backup"));
        }
    }

    @Test
    void the_marks_of_who_died_while_it_took_over_go_with_the_next_pruning() {
        LeaseHolder dead = LeaseHolder.here("backup", false, NOW.minus(Lease.STALE));
        LeaseHolder alive = LeaseHolder.here("backup", false, NOW);
        store().create(new ObjectName("locks/taking-1"), BackupJson.bytes(dead));
        store().create(new ObjectName("locks/taking-2"), BackupJson.bytes(alive));
        long yesterday = NOW.minus(Duration.ofDays(1)).getEpochSecond() - 1;
        store().create(new ObjectName("locks/beats-1/" + yesterday), new byte[0]);
        store().create(new ObjectName("locks/beats-2/" + NOW.getEpochSecond()), new byte[0]);
        Lease.alone(store(), CLOCK, "prune").close();
        assertThat(store().list("locks/"))
                .map(o -> o.name().text())
                .containsExactly("locks/beats-2/" + NOW.getEpochSecond(), "locks/taking-2");
    }
}
