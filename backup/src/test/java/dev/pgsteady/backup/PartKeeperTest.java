package dev.pgsteady.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsteady.core.Problem;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PartKeeperTest {
    private static final PartFormat FORMAT = new PartFormat(Optional.empty());

    private static PartFormat.Encoded part(int length) {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        return FORMAT.encode(content);
    }

    @Test
    void a_part_is_stored_while_the_next_is_made_and_never_two_at_a_time() throws Exception {
        CountDownLatch made = new CountDownLatch(1);
        List<PartId> stored = new CopyOnWriteArrayList<>();
        PartFormat.Encoded first = part(1);
        PartFormat.Encoded second = part(2);
        try (PartKeeper keeper = new PartKeeper(p -> {
            awaited(made);
            stored.add(p.id());
        })) {
            keeper.part(first);
            assertThat(stored).isEmpty();
            made.countDown();
            keeper.part(second);
            assertThat(stored).startsWith(first.id());
            keeper.finish();
            assertThat(stored).containsExactly(first.id(), second.id());
        }
    }

    @Test
    void a_wide_part_is_waited_for() {
        List<PartId> stored = new CopyOnWriteArrayList<>();
        try (PartKeeper keeper = new PartKeeper(p -> stored.add(p.id()))) {
            PartFormat.Encoded wide = part(9 * 1024 * 1024);
            keeper.part(wide);
            assertThat(stored).containsExactly(wide.id());
        }
    }

    @Test
    void what_the_store_refused_is_thrown_at_the_next_part_or_at_the_end() {
        Problem full = new Problem(Problem.Kind.DISK_FULL, "The disk is full.", "Make room.");
        try (PartKeeper keeper = new PartKeeper(p -> {
            throw full;
        })) {
            keeper.part(part(1));
            assertThatThrownBy(() -> keeper.part(part(2))).isSameAs(full);
        }
        try (PartKeeper keeper = new PartKeeper(p -> {
            throw full;
        })) {
            keeper.part(part(1));
            assertThatThrownBy(keeper::finish).isSameAs(full);
        }
    }

    @Test
    void what_is_not_stored_when_it_is_closed_is_broken_off() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        List<Throwable> broken = new CopyOnWriteArrayList<>();
        try (PartKeeper keeper = new PartKeeper(p -> {
            begun.countDown();
            try {
                awaited(never);
            } catch (IllegalStateException e) {
                broken.add(e);
            }
        })) {
            keeper.part(part(1));
            awaited(begun);
        }
        assertThat(broken).singleElement().satisfies(e -> assertThat(e).hasCauseInstanceOf(InterruptedException.class));
    }

    private static void awaited(CountDownLatch latch) {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("waited in vain");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
