package dev.pgsteady.integrationtests;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// A real browser without a window.
record Browser(Path program, Path folder) {
    /// Chromium where it is installed; the test is skipped elsewhere.
    static Browser find(Path folder) {
        Optional<Path> program = Arrays.stream(
                        Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator, -1))
                .flatMap(dir -> Stream.of("chromium", "chromium-browser", "google-chrome", "chrome")
                        .map(name -> Path.of(dir, name)))
                .filter(Files::isExecutable)
                .findFirst();
        Assumptions.assumeTrue(program.isPresent(), "no chromium on the PATH: install it to run this test");
        return new Browser(program.orElseThrow(), folder);
    }

    /// What a page was when its scripts had run.
    ///
    /// @param dom     the page as HTML
    /// @param console what it said on the browser's console
    record Seen(String dom, String console) {}

    Seen open(Path page) {
        Path out = folder.resolve("dom.html");
        Path err = folder.resolve("console.txt");
        List<String> line = new ArrayList<>(List.of(program.toString(), "--headless", "--no-sandbox", "--disable-gpu"));
        line.addAll(List.of("--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"));
        line.addAll(List.of("--disable-component-update", "--enable-logging=stderr", "--virtual-time-budget=20000"));
        line.addAll(List.of(
                "--user-data-dir=" + folder.resolve("profile"),
                "--dump-dom",
                page.toUri().toString()));
        try {
            Process process = new ProcessBuilder(line)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new IllegalStateException("the browser did not end: " + Files.readString(err));
            }
            return new Seen(
                    Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
