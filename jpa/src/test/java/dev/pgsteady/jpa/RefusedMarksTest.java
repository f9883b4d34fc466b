package dev.pgsteady.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgsteady.core.Problem;
import dev.pgsteady.testkit.TestApplication;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is said of annotations that cannot be meant so.
class RefusedMarksTest {
    private final TestApplication application;

    RefusedMarksTest(@TempDir Path folder) {
        application = new TestApplication(folder);
    }

    /// @param annotations of the class
    /// @param fields      of the class
    /// @param said        what is said, after the name of the class
    record Case(String annotations, String fields, String said) {}

    static Stream<Case> cases() {
        return Stream.of(
                new Case("@TableIndex(columns = \"first || last\")", "String first;", "which is not understood from"),
                new Case("@TableIndex", "", "has an index without columns."),
                new Case(
                        "",
                        "@TableIndex transient String word;",
                        ".word has an annotation of pgsteady and is not mapped."),
                new Case(
                        "@Exclusion(columns = \"room\")",
                        "int room;",
                        "has an exclusion constraint without operators."),
                new Case(
                        "@TableTrigger(name = \"t\", events = \"INSERT\")",
                        "",
                        "has the trigger 't', which does not say what it runs."),
                new Case(
                        "@TableTrigger(name = \"t\", events = \"SELECT\", body = \"RETURN NEW;\")",
                        "",
                        "has the trigger 't' for 'SELECT', which is no event."),
                new Case("@Policy(name = \"p\")", "", "has the policy 'p' without a condition."),
                new Case(
                        "@Policy(name = \"p\", command = \"merge\", using = \"true\")",
                        "",
                        "has the policy 'p' for 'merge', which is no command."));
    }

    static Stream<Case> ofWholeTables() {
        return Stream.of(
                new Case("@SoftDeletes", "", "names 'deleted_at', and its table thing has neither"),
                new Case(
                        "@AppendOnly",
                        "@ManyToOne @org.hibernate.annotations.OnDelete(action ="
                                + " org.hibernate.annotations.OnDeleteAction.CASCADE) Thing other;",
                        "is @AppendOnly, and its foreign key (other_id) would change rows"),
                new Case(
                        "@PartitionedBy(column = \"at\")",
                        "@org.hibernate.annotations.PartitionKey String at;",
                        "is partitioned by 'at', which is of type varchar(255)."),
                new Case(
                        "@PartitionedBy(column = \"at\")",
                        "@org.hibernate.annotations.PartitionKey Instant at; @Column(unique = true) String mail;",
                        "is partitioned by 'at', and a unique constraint (mail) lacks that column."),
                new Case(
                        "@SearchColumn(name = \"title\", columns = \"title\")",
                        "String title;",
                        "has a column 'title' already, which @SearchColumn would make."));
    }

    @ParameterizedTest
    @MethodSource({"cases", "ofWholeTables"})
    void what_cannot_be_meant_so_is_refused_with_what_to_do(Case tried) throws IOException {
        application
                .write("app.Thing", """
                        package app;
                        import dev.pgsteady.mapping.*;
                        import jakarta.persistence.*;
                        import java.time.*;
                        @Entity %s public class Thing { @Id Long id; %s }""".formatted(tried.annotations(), tried.fields()))
                .compile();
        Entities entities =
                new Entities(ClassPath.of(application.classPath(), Path.of("")), List.of(), Optional.empty());
        Problem problem = catchThrowableOfType(Problem.class, () -> entities.statements(15));
        assertThat(problem.kind()).isEqualTo(Problem.Kind.ENTITIES);
        assertThat(problem).hasMessageStartingWith("The class app.Thing").hasMessageContaining(tried.said());
        assertThat(problem.next()).isNotBlank();
    }
}
