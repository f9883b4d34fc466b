package dev.pgsteady.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.jpa.lints.Accepted;
import dev.pgsteady.jpa.lints.Breaks;
import dev.pgsteady.jpa.lints.Columns;
import dev.pgsteady.jpa.lints.Keeps;
import dev.pgsteady.jpa.lints.Keys;
import dev.pgsteady.jpa.lints.Relations;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The entities of the package `lints` say themselves what the lints have to find in them.
class ModelLintTest {
    private static final List<Class<?>> CLASSES = Stream.of(Keys.class, Columns.class, Relations.class)
            .flatMap(c -> Arrays.stream(c.getDeclaredClasses()))
            .collect(Collectors.toUnmodifiableList());

    private static ModelReport report = new ModelReport(0, List.of());

    @BeforeAll
    static void judge() {
        report = new Entities(
                        ClassPath.of(System.getProperty("java.class.path"), Path.of("")),
                        List.of("dev.pgsteady.jpa.lints"),
                        Optional.empty())
                .judged(15, Optional.empty());
    }

    private static boolean names(Optional<ModelLint[]> lints, ModelLint lint) {
        return lints.filter(l -> List.of(l).contains(lint)).isPresent();
    }

    private static Optional<ModelLint[]> broken(java.lang.reflect.AnnotatedElement where) {
        return Optional.ofNullable(where.getAnnotation(Breaks.class)).map(Breaks::value);
    }

    /// The classes that say anything of a lint.
    private static List<Class<?>> speaking(ModelLint lint) {
        return CLASSES.stream()
                .filter(c ->
                        names(Optional.ofNullable(c.getAnnotation(Keeps.class)).map(Keeps::value), lint)
                                || !wanted(c, lint).isEmpty())
                .toList();
    }

    private static List<String> wanted(Class<?> type, ModelLint lint) {
        List<String> places = new ArrayList<>();
        if (names(broken(type), lint)) {
            places.add(type.getName());
        }
        for (Field field : type.getDeclaredFields()) {
            if (names(broken(field), lint)) {
                places.add(type.getName() + "." + field.getName());
            }
        }
        return places;
    }

    @ParameterizedTest
    @EnumSource
    void a_lint_finds_what_is_wrong_and_leaves_alone_what_is_right(ModelLint lint) {
        List<Class<?>> speaking = speaking(lint);
        Set<String> wanted =
                speaking.stream().flatMap(c -> wanted(c, lint).stream()).collect(Collectors.toCollection(TreeSet::new));
        assertThat(wanted).as("a case that fails").isNotEmpty();
        assertThat(speaking)
                .as("a case that passes")
                .anyMatch(c ->
                        names(Optional.ofNullable(c.getAnnotation(Keeps.class)).map(Keeps::value), lint));

        Set<String> found = report.findings().stream()
                .filter(f -> f.lint() == lint)
                .filter(f -> speaking.stream()
                        .anyMatch(
                                c -> f.place().equals(c.getName()) || f.place().startsWith(c.getName() + ".")))
                .map(f -> f.place().replace("paid.amount", "paid"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(found).isEqualTo(wanted);
    }

    @Test
    void what_an_annotation_accepts_is_told_with_its_reason() {
        String place = Accepted.class.getName();
        assertThat(report.accepted())
                .extracting(ModelFinding::place, f -> f.accepted().orElseThrow())
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(place, "one program writes it"),
                        org.assertj.core.groups.Tuple.tuple(place + ".first", "it has ten rows"),
                        org.assertj.core.groups.Tuple.tuple(place + ".all", "the program alone deletes"));
    }

    @ParameterizedTest
    @EnumSource
    void a_lint_has_words(ModelLint lint) {
        assertThat(lint.id()).matches("[a-z]+(-[a-z]+)*");
        assertThat(lint.title()).doesNotEndWith(".").isNotBlank();
        assertThat(lint.why()).endsWith(".");
        assertThat(lint.instead()).isNotBlank();
        assertThat(ModelLint.of(lint.id())).contains(lint);
    }
}
