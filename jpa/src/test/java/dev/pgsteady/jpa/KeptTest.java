package dev.pgsteady.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.pgsteady.testkit.TestApplication;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is kept from one reading of entities to the next.
class KeptTest {
    @TempDir
    Path folder;

    private TestApplication application = new TestApplication(Path.of(""));
    private Path mark = Path.of("");
    private Path kept = Path.of("");

    @BeforeEach
    void anApplicationThatLeavesAMark() throws IOException {
        application = new TestApplication(folder.resolve("app"));
        mark = folder.resolve("mark");
        kept = folder.resolve("kept");
        compile("String name;");
    }

    /// A class that writes a file when it is loaded, and so shows that it was.
    private void compile(String field) throws IOException {
        application.write("app.Thing", """
                        package app; import jakarta.persistence.*;
                        @Entity public class Thing { @Id Long id; Kind kind; %s }
                        enum Kind { A; static {
                            try { java.nio.file.Files.writeString(java.nio.file.Path.of("%s"), "read"); }
                            catch (java.io.IOException e) { throw new IllegalStateException(e); } } }
                        """.formatted(field, mark)).compile();
    }

    private List<String> read() throws IOException {
        Files.deleteIfExists(mark);
        return new Entities(ClassPath.of(application.classPath(), Path.of("")), List.of(), Optional.empty())
                .statements(15, Optional.of(kept));
    }

    @Test
    void the_same_classes_are_not_read_twice() throws IOException {
        List<String> first = read();
        assertThat(mark).exists();
        assertThat(read()).isEqualTo(first);
        assertThat(mark).doesNotExist();
    }

    @Test
    void a_class_that_changed_is_read() throws IOException {
        read();
        compile("String title;");
        assertThat(read()).singleElement().asString().contains("title");
        assertThat(mark).exists();
    }

    @Test
    void what_is_damaged_is_not_believed() throws IOException {
        List<String> first = read();
        try (Stream<Path> answers = Files.list(kept.resolve("answers"))) {
            for (Path answer : answers.toList()) {
                byte[] bytes = Files.readAllBytes(answer);
                bytes[bytes.length - 2] ^= 1;
                Files.write(answer, bytes);
            }
        }
        assertThat(read()).isEqualTo(first);
        assertThat(mark).exists();
    }

    @Test
    void what_java_recorded_is_used_when_it_is_complete() throws Exception {
        assumeThat(Runtime.version().feature()).isGreaterThanOrEqualTo(25);
        Recording recording = new Recording(Files.createDirectories(kept));
        List<String> making = recording.options();
        assertThat(making).singleElement().asString().startsWith(Recording.MAKING);
        assertThat(recording.options()).as("while it is being made").isEmpty();
        Process maker = java(making);
        recording.makes(maker);
        assertThat(maker.waitFor()).isZero();
        List<String> using = recording.options();
        assertThat(using).containsExactly("-XX:AOTCache=" + kept.resolve("cache.aot"));
        assertThat(java(List.of(using.getFirst(), "-XX:AOTMode=on")).waitFor()).isZero();
    }

    @Test
    void a_recording_that_failed_is_not_tried_for_ever() throws Exception {
        Recording recording = new Recording(Files.createDirectories(kept));
        recording.options();
        recording.makes(new ProcessBuilder("true").start().onExit().get());
        assertThat(recording.options()).isEmpty();
    }

    /// A program that is in a jar: Hibernate prints its version.
    private static Process java(List<String> options) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(options);
        command.addAll(
                List.of("-cp", String.join(File.pathSeparator, TestApplication.jars()), "org.hibernate.Version"));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
