package dev.pgsteady.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgsteady.core.Problem;
import dev.pgsteady.testkit.TestApplication;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is said of an application whose entities cannot be read.
class RefusedTest {
    private final TestApplication application;

    RefusedTest(@TempDir Path folder) {
        application = new TestApplication(folder);
    }

    private void compile(String className, String... lines) throws IOException {
        application
                .write(
                        className,
                        "package app; import jakarta.persistence.*; import java.util.*;\n" + String.join("\n", lines))
                .compile();
    }

    private static List<String> read(String classPath) {
        return new Entities(ClassPath.of(classPath, Path.of("")), List.of(), Optional.empty()).statements(15);
    }

    private List<String> read() {
        return read(application.classPath());
    }

    private Problem refused() {
        return refused(application.classPath());
    }

    private static Problem refused(String classPath) {
        Problem problem = catchThrowableOfType(Problem.class, () -> read(classPath));
        assertThat(problem.kind()).isEqualTo(Problem.Kind.ENTITIES);
        assertThat(problem.next()).isNotBlank();
        return problem;
    }

    @Test
    void a_folder_without_entities_is_said_to_have_none() throws IOException {
        compile("app.Thing", "class Thing {}");
        assertThat(refused()).hasMessageContaining("No entity was found");
    }

    @Test
    void an_application_without_hibernate_is_said_to_have_none() throws IOException {
        compile("app.Thing", "@Entity class Thing { @Id Long id; }");
        String without = Arrays.stream(application.classPath().split(File.pathSeparator))
                .filter(j -> !j.contains("hibernate-core"))
                .collect(Collectors.joining(File.pathSeparator));
        assertThat(refused(without)).hasMessage("There is no Hibernate on the class path of the application.");
    }

    @Test
    void a_missing_class_is_named_with_the_one_that_needs_it() throws IOException {
        compile("app.Base", "public class Base {}");
        compile("app.Thing", "@Entity class Thing extends Base { @Id Long id; }");
        Files.delete(application.classes().resolve("app/Base.class"));
        assertThat(refused()).hasMessage("The class app.Thing cannot be loaded: there is no class app.Base.");
    }

    @Test
    void an_entity_without_an_id_is_named() throws IOException {
        compile("app.Thing", "@Entity class Thing { String name; }");
        assertThat(refused()).hasMessageContaining("app.Thing").hasMessageContaining("no identifier");
    }

    @Test
    void a_property_that_cannot_be_mapped_is_named() throws IOException {
        compile("app.Thing", "@Entity class Thing { @Id Long id; @ManyToOne String owner; }");
        assertThat(refused()).hasMessageContaining("app.Thing.owner");
    }

    @Test
    void a_column_that_is_not_there_is_named_with_those_that_are() {
        Problem problem = catchThrowableOfType(
                Problem.class,
                () -> new Entities(
                                ClassPath.of(System.getProperty("java.class.path"), Path.of("")),
                                List.of("dev.pgsteady.jpa.broken"),
                                Optional.empty())
                        .statements(15));
        assertThat(problem)
                .hasMessage("An index of the table public.nocolumn names the column surname, which it has not.");
        assertThat(problem.next()).endsWith("the table has id.");
    }

    @Test
    void a_column_that_is_said_to_be_unique_twice_is_so_once() throws IOException {
        compile(
                "app.Thing",
                "@Entity @Table(uniqueConstraints = @UniqueConstraint(name = \"once\", columnNames = \"name\"))",
                "class Thing { @Id Long id; @Column(unique = true) String name; }");
        assertThat(read())
                .singleElement()
                .asString()
                .containsOnlyOnce("UNIQUE")
                .contains("CONSTRAINT once UNIQUE (name)");
    }

    @Test
    void what_the_application_prints_does_not_matter() throws IOException {
        compile(
                "app.Thing",
                "@Entity class Thing { @Id Long id; Kind kind; }",
                "enum Kind { A; static { System.out.println(\"noise \".repeat(100_000)); } }");
        assertThat(read()).hasSize(1);
    }

    @Test
    void a_process_that_ends_early_is_reported_with_its_last_words() throws IOException {
        compile(
                "app.Thing",
                "@Entity class Thing { @Id Long id; Kind kind; }",
                "enum Kind { A; static { System.out.println(\"out of here\"); Runtime.getRuntime().halt(7); } }");
        assertThat(refused()).hasMessageContaining("exit code 7").hasMessageContaining("out of here");
    }

    @Test
    void no_password_of_the_environment_gets_into_the_process() {
        assertThat(ExtractProcess.here(Optional.empty()).environment().keySet())
                .allMatch(k -> List.of(
                                "PATH",
                                "Path",
                                "HOME",
                                "TMPDIR",
                                "TEMP",
                                "TMP",
                                "SystemRoot",
                                "SYSTEMROOT",
                                "LANG",
                                "LC_ALL")
                        .contains(k));
    }

    @Test
    void names_are_as_the_configuration_of_spring_says() throws IOException {
        compile("app.Thing", "@Entity class Thing { @Id Long id; String lastWords; }");
        Path file = application.classes().resolve("application.yml");
        Files.writeString(file, """
                spring:
                  datasource:
                    password: hush # never read
                  jpa:
                    hibernate:
                      naming:
                        physical-strategy: org.hibernate.boot.model.naming.PhysicalNamingStrategySnakeCaseImpl
                    properties:
                      "[hibernate.default_schema]": ${SCHEMA:app}
                """);
        assertThat(String.join("\n", read()))
                .contains("CREATE SCHEMA IF NOT EXISTS app", "CREATE TABLE app.thing", "last_words")
                .doesNotContain("hush");
        Files.delete(file);
        Files.writeString(
                application.classes().resolve("application.properties"),
                "spring.jpa.hibernate.naming.physical-strategy="
                        + "org.hibernate.boot.model.naming.PhysicalNamingStrategyStandardImpl\n"
                        + "spring.jpa.properties.hibernate.default_schema=${SCHEMA}\n");
        assertThat(String.join("\n", read())).contains("public.thing", "lastwords");
    }

    @Test
    void spring_boot_on_the_class_path_means_its_names() throws IOException {
        compile("app.Thing", "@Entity class Thing { @Id Long id; String lastWords; }");
        application
                .write(
                        "org.springframework.boot.SpringApplication",
                        "package org.springframework.boot; public class SpringApplication {}")
                .compile();
        assertThat(read().stream().collect(Collectors.joining())).contains("last_words");
    }
}
