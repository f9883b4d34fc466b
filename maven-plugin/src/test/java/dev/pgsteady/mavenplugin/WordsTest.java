package dev.pgsteady.mavenplugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WordsTest {
    @Test
    void quotes_hold_words_together() {
        assertThat(Words.of("new --auto 'add bio'  --rename \"a b\"=c '' x"))
                .isEqualTo(List.of("new", "--auto", "add bio", "--rename", "a b=c", "", "x"));
    }

    @Test
    void a_java_that_is_too_old_is_passed_over(@TempDir Path old) throws Exception {
        Files.writeString(old.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
        assertThat(InstalledJava.find(Optional.of(old), Map.of()).orElseThrow()).isExecutable();
        assertThat(InstalledJava.find(Optional.of(old), Map.of()).orElseThrow().toString())
                .doesNotStartWith(old.toString());
    }
}
