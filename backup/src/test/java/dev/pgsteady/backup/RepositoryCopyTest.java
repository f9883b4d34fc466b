package dev.pgsteady.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgsteady.backup.RepositoryCopy.Result;
import dev.pgsteady.backup.store.FolderStore;
import dev.pgsteady.backup.store.ObjectName;
import dev.pgsteady.backup.store.Store;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepositoryCopyTest {
    private static final Secret PASSPHRASE = Secret.of("a long passphrase");
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-21T05:00:00Z"));

    @TempDir
    Path folder;

    private Repository from;
    private Store to;

    @BeforeEach
    void make() {
        from = Repository.create(new FolderStore(folder.resolve("from")), Optional.of(PASSPHRASE))
                .repository();
        to = new FolderStore(folder.resolve("to"));
    }

    @AfterEach
    void close() {
        from.close();
        to.close();
    }

    private BackupSet backup(Optional<SetId> parent, String... contents) {
        List<PartId> parts = new ArrayList<>();
        for (String content : contents) {
            PartFormat.Encoded part = from.format().encode(content.getBytes(StandardCharsets.UTF_8));
            from.add(part);
            parts.add(part.id());
        }
        SetId id = from.begin(CLOCK);
        PhysicalContent physical = new PhysicalContent(
                "0/1", "0/2", CLOCK.instant(), 1, 16 * 1024 * 1024, "postgres", java.util.Map.of(), parent, 3, parts);
        Manifest manifest = new Manifest(
                1,
                id,
                CLOCK.instant(),
                "test",
                new Manifest.ServerFacts(150018, Optional.empty(), 1),
                List.of(),
                List.of(),
                Optional.of(physical),
                List.of());
        return from.commit(
                manifest,
                new BackupSet(
                        id,
                        CLOCK.instant(),
                        CLOCK.instant(),
                        "physical",
                        Optional.empty(),
                        List.of("*"),
                        0,
                        3,
                        3,
                        3,
                        PartId.of(new byte[0]),
                        Optional.empty(),
                        parent));
    }

    private BackupSet backup(String... contents) {
        return backup(Optional.empty(), contents);
    }

    private Result copy(Store target, BackupSet... sets) {
        return new RepositoryCopy(from, target, CLOCK, WorkProgress.NONE).run(List.of(sets));
    }

    private static Problem problem(Problem.Kind kind, ThrowingCallable what) {
        Problem problem = catchThrowableOfType(Problem.class, what);
        assertThat(problem).isNotNull();
        assertThat(problem.kind()).isEqualTo(kind);
        return problem;
    }

    private void assertWhole(BackupSet... sets) {
        try (Repository copy = Repository.open(new FolderStore(folder.resolve("to")), Optional.of(PASSPHRASE))) {
            assertThat(copy.sets()).containsExactly(sets);
            for (BackupSet set : copy.sets()) {
                Parts.of(copy.manifest(set)).forEach(copy::part);
            }
        }
    }

    private PartId part(BackupSet set) {
        return Parts.of(from.manifest(set)).findFirst().orElseThrow();
    }

    @Test
    void a_copy_is_the_repository_again_and_opens_with_the_same_passphrase() {
        BackupSet first = backup("one", "two");
        BackupSet second = backup("two", "three");
        Result result = copy(to, first, second);
        assertThat(result.sets()).containsExactly(first.id(), second.id());
        assertThat(result.parts()).isEqualTo(3);
        assertThat(result.bytes())
                .isEqualTo(from.parts().stream()
                        .mapToLong(Store.StoredObject::size)
                        .sum());
        assertThat(to.list("")).isEqualTo(content());
        assertWhole(first, second);
    }

    @Test
    void what_is_there_is_not_copied_twice() {
        BackupSet first = backup("one", "two");
        copy(to, first);
        assertThat(copy(to, first)).isEqualTo(new Result(List.of(), 0, 0));
        BackupSet second = backup("two", "three");
        assertThat(copy(to, first, second))
                .extracting(Result::sets, Result::parts)
                .containsExactly(List.of(second.id()), 1L);
    }

    @Test
    void one_backup_alone_brings_what_it_builds_on_and_nothing_else() {
        BackupSet other = backup("another");
        BackupSet base = backup("base");
        BackupSet increment = backup(Optional.of(base.id()), "increment");
        assertThat(copy(to, increment).sets()).containsExactly(base.id(), increment.id());
        assertThat(to.list(part(other).object().text() + "/")).isEmpty();
        assertWhole(base, increment);
    }

    /// All but the marks of what was begun.
    private List<Store.StoredObject> content() {
        return from.store().list("").stream()
                .filter(o -> !o.name().last().equals("BEGUN"))
                .toList();
    }

    @Test
    void a_copy_that_broke_off_anywhere_lists_nothing_unfinished_and_is_finished_by_the_next() throws IOException {
        BackupSet first = backup("one", "two");
        BackupSet second = backup("two", "three", "four");
        int writes = 0;
        boolean whole = false;
        while (!whole) {
            Path place = folder.resolve("to-" + writes);
            whole = breaksOff(place, writes, first, second);
            try (Store again = new FolderStore(place)) {
                copy(again, first, second);
                assertThat(again.list("")).isEqualTo(content());
            }
            writes++;
        }
        assertThat(writes).isGreaterThan(10);
    }

    /// @return whether it did not
    private boolean breaksOff(Path place, int writes, BackupSet... sets) {
        try (Store store = new FolderStore(place);
                Store breaking = new BreakingStore(store, writes)) {
            try {
                copy(breaking, sets);
                return true;
            } catch (Problem broken) {
                assertThat(broken).hasMessage("broken off");
            }
            List<ObjectName> listed =
                    store.list("").stream().map(Store.StoredObject::name).toList();
            for (BackupSet set : sets) {
                if (listed.contains(set.id().object("COMMIT"))) {
                    assertThat(listed).contains(set.id().object("manifest"));
                    Parts.of(from.manifest(set)).forEach(p -> assertThat(listed).contains(p.object()));
                }
            }
            store.list("locks/").forEach(l -> store.delete(l.name()));
            return false;
        }
    }

    @Test
    void a_place_that_holds_something_else_is_left_alone() {
        BackupSet set = backup("one");
        to.create(new ObjectName("somebody.txt"), new byte[3]);
        problem(Problem.Kind.OCCUPIED, () -> copy(to, set));
        assertThat(to.list("")).hasSize(1);
        Path third = folder.resolve("third");
        Repository.create(new FolderStore(third), Optional.empty()).repository().close();
        try (Store other = new FolderStore(third)) {
            List<Store.StoredObject> before = other.list("");
            problem(Problem.Kind.OCCUPIED, () -> copy(other, set));
            assertThat(other.list("")).isEqualTo(before);
        }
    }

    @Test
    void a_damaged_backup_is_named_and_does_not_keep_the_others_from_safety() throws IOException {
        BackupSet bad = backup("bad");
        BackupSet good = backup("good");
        Path file = folder.resolve("from").resolve(part(bad).object().text());
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
        assertThat(problem(Problem.Kind.DAMAGED, () -> copy(to, bad, good)))
                .hasMessageContaining("(1 were)")
                .hasMessageContaining(part(bad).hex());
        assertWhole(good);
    }

    @Test
    void what_was_lost_or_cut_short_in_the_copy_is_put_back() throws IOException {
        BackupSet set = backup("one", "two");
        copy(to, set);
        List<PartId> parts = Parts.of(from.manifest(set)).toList();
        Files.delete(folder.resolve("to").resolve(parts.getFirst().object().text()));
        Files.write(folder.resolve("to").resolve(parts.getLast().object().text()), new byte[3]);
        assertThat(copy(to, set)).extracting(Result::sets, Result::parts).containsExactly(List.of(), 2L);
        assertWhole(set);
    }

    @Test
    void progress_ends_where_it_said() {
        List<Long> done = Collections.synchronizedList(new ArrayList<>());
        List<Long> all = Collections.synchronizedList(new ArrayList<>());
        BackupSet set = backup("one", "two", "three");
        Result result = new RepositoryCopy(from, to, CLOCK, (stage, now, total) -> {
                    done.add(now);
                    all.add(total);
                })
                .run(List.of(set));
        assertThat(all).hasSize(3).containsOnly(result.bytes());
        assertThat(Collections.max(done)).isEqualTo(result.bytes());
    }

    /// Goes away after so many writes.
    private record BreakingStore(Store store, AtomicInteger left) implements Store {
        BreakingStore(Store store, int writes) {
            this(store, new AtomicInteger(writes));
        }

        private void requireThere() {
            if (left.get() < 0) {
                throw new Problem(Problem.Kind.STORE, "broken off", "none");
            }
        }

        @Override
        public String words() {
            return store.words();
        }

        @Override
        public boolean create(ObjectName name, byte[] content) {
            left.decrementAndGet();
            requireThere();
            return store.create(name, content);
        }

        @Override
        public byte[] read(ObjectName name) {
            requireThere();
            return store.read(name);
        }

        @Override
        public List<StoredObject> list(String prefix) {
            requireThere();
            return store.list(prefix);
        }

        @Override
        public void delete(ObjectName name) {
            requireThere();
            store.delete(name);
        }

        @Override
        public void flush() {
            requireThere();
            store.flush();
        }

        @Override
        public void close() {}
    }
}
