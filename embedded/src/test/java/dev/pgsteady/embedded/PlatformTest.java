package dev.pgsteady.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.embedded.Platform.Arch;
import dev.pgsteady.embedded.Platform.Os;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformTest {
    /// The names of the archives in version 18.6.0 of the bundles.
    @ParameterizedTest
    @CsvSource({
        "Linux,      amd64,   false, postgres-linux-x86_64.txz",
        "Linux,      aarch64, false, postgres-linux-arm_64.txz",
        "Linux,      amd64,   true,  postgres-linux-x86_64-alpine_linux.txz",
        "Mac OS X,   x86_64,  false, postgres-darwin-x86_64.txz",
        "Mac OS X,   aarch64, false, postgres-darwin-arm_64.txz",
        "Windows 11, amd64,   false, postgres-windows-x86_64.txz",
        "Linux,      riscv64, false,",
    })
    void each_platform_has_its_archive(String system, String arch, boolean musl, String archive) {
        Platform platform = new Platform(Platform.systemNamed(system), Platform.archNamed(arch), musl);

        assertThat(platform.archiveName()).isEqualTo(Optional.ofNullable(archive));
    }

    @Test
    void the_loader_gives_musl_away(@TempDir Path libraries) throws IOException {
        boolean before = Platform.hasMusl(libraries);
        Files.createFile(libraries.resolve("ld-musl-x86_64.so.1"));

        assertThat(new boolean[] {before, Platform.hasMusl(libraries)}).containsExactly(false, true);
    }

    @ParameterizedTest
    @CsvSource({
        "LINUX,   XDG_STATE_HOME=/x,   /x/pgsteady,                                  /home/ann/.cache/pgsteady",
        "LINUX,   XDG_STATE_HOME=x,    /home/ann/.local/state/pgsteady,              /home/ann/.cache/pgsteady",
        "LINUX,   XDG_CACHE_HOME=/c,   /home/ann/.local/state/pgsteady,              /c/pgsteady",
        "LINUX,   PGSTEADY_STATE=/s,   /s,                                           /home/ann/.cache/pgsteady",
        "DARWIN,  XDG_STATE_HOME=/x,   /home/ann/Library/Application Support/pgsteady,"
                + " /home/ann/Library/Caches/pgsteady",
        "WINDOWS, LOCALAPPDATA=/local, /local/pgsteady/state,                        /local/pgsteady/cache",
    })
    void each_platform_has_its_directories(Os system, String variable, Path state, Path cache) {
        String[] parts = variable.split("=", 2);
        Machine machine = new Machine(
                Map.of(parts[0], parts[1]),
                new Platform(system, Arch.AMD64, false),
                Path.of("/home/ann"),
                Path.of("/tmp"),
                false,
                Optional.empty());

        assertThat(Directories.of(machine)).isEqualTo(new Directories(state, cache));
    }
}
