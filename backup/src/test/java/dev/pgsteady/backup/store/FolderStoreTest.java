package dev.pgsteady.backup.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsteady.core.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderStoreTest extends StoreContract {
    @TempDir
    Path folder;

    @Override
    Store open() {
        return new FolderStore(folder.resolve("backups"));
    }

    @Test
    void what_a_killed_process_left_unfinished_is_not_listed_and_swept_away() throws IOException {
        try (Store store = open()) {
            store.create(new ObjectName("parts/aa/one"), new byte[3]);
            Files.write(folder.resolve("backups/parts/aa/.new-123"), new byte[2]);
            assertThat(store.list("")).hasSize(1);
            assertThat(store.sweep(Instant.now().minusSeconds(86_400))).isZero();
            assertThat(store.sweep(Instant.now().plusSeconds(3_600))).isEqualTo(1);
            assertThat(folder.resolve("backups/parts/aa/.new-123")).doesNotExist();
        }
    }

    @Test
    void only_its_owner_may_look_inside() throws IOException {
        try (Store store = open()) {
            store.create(new ObjectName("parts/aa/one"), new byte[3]);
            for (String made : new String[] {"backups", "backups/parts/aa"}) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(made))))
                        .isEqualTo("rwx------");
            }
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(folder.resolve("backups/parts/aa/one"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void a_file_in_the_way_is_named() throws IOException {
        Files.write(folder.resolve("backups"), new byte[1]);
        assertThatThrownBy(this::open)
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.kind()).isEqualTo(Problem.Kind.STORE))
                .hasMessageContaining("backups");
    }
}
