package dev.pgsteady.integrationtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Pages that can be derived from the code are: this test makes them anew and compares. To write them, run it with
/// `-Dpgsteady.docs=write`.
class DocsAreTrueTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");

    private final Project project = Project.here();

    @TestFactory
    Stream<DynamicTest> a_reference_page_says_what_the_code_says() {
        return ReferencePages.all().entrySet().stream()
                .map(page -> DynamicTest.dynamicTest(page.getKey(), () -> compare(page.getKey(), page.getValue())));
    }

    private void compare(String path, String expected) throws IOException {
        Path file = project.root().resolve(path);
        if (System.getProperty("pgsteady.docs", "").equals("write")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, expected);
        }
        assertThat(file)
                .as("made from the code; run this test with -Dpgsteady.docs=write to make it anew")
                .hasContent(expected);
    }

    @Test
    void every_relative_link_leads_somewhere() throws IOException {
        List<Path> pages;
        try (Stream<Path> files = Files.walk(project.root().resolve("docs"))) {
            pages = Stream.concat(
                            files.filter(f -> f.toString().endsWith(".md")),
                            Stream.of("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md")
                                    .map(project.root()::resolve))
                    .toList();
        }
        assertThat(pages).flatMap(DocsAreTrueTest::deadLinks).isEmpty();
    }

    private static List<String> deadLinks(Path page) {
        try {
            Matcher links = LINK.matcher(Files.readString(page));
            return links.results()
                    .map(r -> r.group(1))
                    .filter(target -> !Files.exists(page.resolveSibling(target)))
                    .map(target -> page.getFileName() + " -> " + target)
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
