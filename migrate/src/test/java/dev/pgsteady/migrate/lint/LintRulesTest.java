package dev.pgsteady.migrate.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class LintRulesTest {
    private static final LintRules RULES = LintRules.installed();

    @TestFactory
    Stream<DynamicTest> a_rule_finds_its_hazard_and_leaves_the_look_alikes_alone() {
        return RULES.all().stream()
                .map(r -> r.words().name())
                .map(rule -> DynamicTest.dynamicTest(rule, () -> {
                    List<LintCases.Case> cases = LintCases.of(rule).cases();
                    assertThat(cases).anyMatch(LintCases.Case::fails).anyMatch(c -> !c.fails());
                    for (LintCases.Case one : cases) {
                        assertThat(found(one, rule)).as(one.words()).isEqualTo(one.fails());
                    }
                }));
    }

    private static boolean found(LintCases.Case one, String rule) {
        return new Lint(RULES, one.known())
                .judge(List.of(one.source()), s -> true).findings().stream()
                        .anyMatch(f -> f.rule().equals(rule));
    }

    @Test
    void every_case_file_belongs_to_a_rule_and_a_rule_is_called_as_its_class_is() throws IOException {
        try (Stream<Path> files = Files.list(LintCases.folder())) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(RULES.all().stream()
                            .map(r -> r.words().name() + ".sql")
                            .toList());
        }
        assertThat(RULES.all())
                .allSatisfy(r -> assertThat(r.getClass().getSimpleName())
                        .isEqualToIgnoringCase(r.words().name().replace("-", "")));
    }

    @Test
    void there_is_something_to_write_instead_of_everything_that_is_found() throws IOException {
        for (LintRule rule : RULES.all()) {
            for (LintCases.Case one : LintCases.of(rule.words().name()).cases()) {
                assertThat(new Lint(RULES, one.known())
                                .judge(List.of(one.source()), s -> true)
                                .findings())
                        .allSatisfy(f -> assertThat(f.instead()).isNotBlank());
            }
        }
    }
}
