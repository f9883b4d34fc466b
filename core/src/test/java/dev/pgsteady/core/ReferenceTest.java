package dev.pgsteady.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ReferenceTest {
    @Test
    void the_reference_page_lists_every_keyword_as_the_code_has_it() throws IOException {
        Path page = Path.of(System.getProperty("pgsteady.root"), "docs", "reference", "connection-settings.md");
        List<String> rows =
                Arrays.stream(Keyword.values()).map(ReferenceTest::row).toList();

        assertThat(Files.readAllLines(page).stream().filter(line -> line.startsWith("| `")))
                .containsExactlyElementsOf(rows);
        assertThat(Files.readString(page)).contains("`" + String.join("`, `", ForeignWords.driverWords()) + "`.");
    }

    private static String row(Keyword keyword) {
        String variable = keyword.variable().map(name -> "`" + name + "`").orElse("");
        String use = keyword.use().name().toLowerCase(Locale.ROOT);
        return "| `" + keyword.word() + "` | " + variable + " | " + use + " | " + keyword.meaning() + " |";
    }
}
