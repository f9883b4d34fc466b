package dev.pgsteady.backup.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.backup.WorkProgress;
import dev.pgsteady.backup.store.ObjectName;
import dev.pgsteady.backup.store.Store;
import dev.pgsteady.embedded.Machine;
import dev.pgsteady.testkit.Early;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Early
class SelfTestTest {
    @TempDir
    Path folder;

    private static Machine machine() {
        String choice =
                Optional.ofNullable(System.getenv("PGSTEADY_TEST_POSTGRES")).orElse("auto");
        return Machine.here().with("PGSTEADY_POSTGRES", choice);
    }

    @Test
    void every_fault_is_noticed_and_nothing_is_left() {
        List<Case> told = new ArrayList<>();
        List<Case> cases = new SelfTest(machine(), folder, 1).run(WorkProgress.NONE, told::add);
        assertThat(cases).hasSameSizeAs(SelfTest.trials()).isEqualTo(told).allMatch(Case::passed);
        assertThat(folder.resolve("self-test")).isEmptyDirectory();
    }

    /// As a proxy that caches would do: what is on the disk is not what is read.
    private static final class RememberingStore extends WrappedStore {
        private final Map<ObjectName, byte[]> remembered = new ConcurrentHashMap<>();

        RememberingStore(Store store) {
            super(store);
        }

        @Override
        public boolean create(ObjectName name, byte[] content) {
            boolean created = super.create(name, content);
            if (created && name.text().startsWith("parts/")) {
                remembered.put(name, content);
            }
            return created;
        }

        @Override
        public byte[] read(ObjectName name) {
            return Optional.ofNullable(remembered.get(name)).orElseGet(() -> super.read(name));
        }
    }

    @Test
    void a_fault_that_nobody_notices_fails_its_case_and_no_other() {
        List<Trial> trials = Stream.of(DamageTrials.all(), SourceTrials.all(), StoreTrials.all())
                .flatMap(List::stream)
                .toList();
        List<Case> cases =
                new SelfTest(machine(), folder, 1).run(WorkProgress.NONE, one -> {}, RememberingStore::new, trials);
        assertThat(cases).hasSameSizeAs(trials);
        assertThat(cases)
                .filteredOn(c -> !c.passed())
                .extracting(Case::name)
                .containsExactly("byte flipped", "part truncated", "part removed", "parts swapped");
        assertThat(cases.getFirst().happened()).startsWith("Nobody noticed the flipped bit at byte 0 of ");
    }

    /// It says that it wrote the mark of who works there, and deletes no part.
    @Test
    void a_store_that_grants_every_lease_and_deletes_nothing_fails_the_cases_about_that() {
        List<String> leased = List.of("two at once", "prune while restoring");
        List<Trial> trials = SelfTest.trials().stream()
                .filter(trial -> leased.contains(trial.name()))
                .toList();
        List<Case> cases = new SelfTest(machine(), folder, 1).run(WorkProgress.NONE, one -> {}, Obliging::new, trials);
        assertThat(cases)
                .filteredOn(c -> !c.passed())
                .extracting(Case::name)
                .containsExactlyInAnyOrderElementsOf(leased);
    }

    private static final class Obliging extends WrappedStore {
        Obliging(Store store) {
            super(store);
        }

        @Override
        public void delete(ObjectName name) {
            if (!name.text().startsWith("parts/")) {
                super.delete(name);
            }
        }

        @Override
        public boolean create(ObjectName name, byte[] content) {
            return name.last().equals("write") || super.create(name, content);
        }
    }
}
