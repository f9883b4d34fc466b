package dev.pgsteady.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;

/// What the short cut around the parser rests on.
class VerbsTest {
    @TestFactory
    Stream<DynamicTest> a_verb_is_called_as_its_class_is_named() {
        return Pgsteady.verbs().stream()
                .map(verb -> DynamicTest.dynamicTest(
                        Pgsteady.name(verb),
                        () -> assertThat(verb.getClass().getSimpleName())
                                .isEqualToIgnoringCase(Pgsteady.name(verb) + "Verb")));
    }

    @TestFactory
    Stream<DynamicTest> an_action_is_called_as_its_class_is_named() {
        return Pgsteady.verbs().stream()
                .flatMap(verb -> Pgsteady.actions(verb).stream()
                        .map(action -> DynamicTest.dynamicTest(
                                Pgsteady.name(verb) + " " + Pgsteady.name(action),
                                () -> assertThat(action.getClass().getSimpleName())
                                        .isEqualToIgnoringCase(Pgsteady.name(verb) + Pgsteady.name(action)))));
    }

    @TestFactory
    Stream<DynamicTest> a_verb_alone_on_the_line_is_what_the_parser_would_make_of_it() {
        return Pgsteady.verbs().stream()
                .filter(Verb::standsAlone)
                .map(fresh -> DynamicTest.dynamicTest(Pgsteady.name(fresh), () -> {
                    Verb parsed = fresh.getClass().getDeclaredConstructor().newInstance();
                    new CommandLine(parsed).parseArgs();

                    assertThat(parsed).usingRecursiveComparison().isEqualTo(fresh);
                }));
    }

    @Test
    void the_day_s_work_comes_first_in_the_help() {
        assertThat(Pgsteady.verbs())
                .extracting(Pgsteady::name)
                .containsExactly(
                        "demo", "check", "fix", "migrate", "backup", "drill", "restore", "recover", "runbook", "run",
                        "import", "up", "down", "status", "app", "psql", "doctor", "rules", "explain");
    }
}
