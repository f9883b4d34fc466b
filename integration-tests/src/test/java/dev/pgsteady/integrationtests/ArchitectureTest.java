package dev.pgsteady.integrationtests;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.pgsteady.jpa.extract.Answer;
import dev.pgsteady.jpa.extract.Request;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.pgsteady");

    /// Which module a library is for. Everything else keeps its hands off it.
    private static final Map<String, Set<String>> LIBRARIES = Map.ofEntries(
            Map.entry("com.zaxxer.hikari..", Set.of("core")),
            Map.entry("org.tomlj..", Set.of("core")),
            Map.entry("org.apache.commons.compress..", Set.of("embedded", "backup")),
            Map.entry("picocli..", Set.of("cli")),
            Map.entry("org.jline..", Set.of("cli")),
            Map.entry("gg.jte..", Set.of("readiness")),
            Map.entry("org.hibernate..", Set.of("jpa", "mapping")),
            Map.entry("com.github.luben..", Set.of("backup")),
            Map.entry("com.dynatrace.hash4j..", Set.of("backup")),
            Map.entry("com.cronutils..", Set.of("backup")),
            Map.entry("software.amazon..", Set.of("backup")),
            Map.entry("org.apache.sshd..", Set.of("backup")),
            Map.entry("tools.jackson..", Set.of("schema", "readiness", "backup", "cli")));

    @TestFactory
    java.util.stream.Stream<DynamicTest> a_library_is_used_by_its_module_alone() {
        return LIBRARIES.entrySet().stream()
                .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> {
                    String[] homes = e.getValue().stream()
                            .map(m -> "dev.pgsteady." + m + "..")
                            .toArray(String[]::new);
                    hold(noClasses()
                            .that()
                            .resideOutsideOfPackages(homes)
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage(e.getKey()));
                }));
    }

    @Test
    void nothing_that_runs_in_our_own_process_needs_hibernate() {
        hold(noClasses()
                .that()
                .resideOutsideOfPackages("dev.pgsteady.jpa.extract..", "dev.pgsteady.mapping..")
                .or()
                .haveSimpleNameStartingWith("Request")
                .or()
                .haveSimpleNameStartingWith("Answer")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.hibernate..", "jakarta.."));
        hold(noClasses()
                .that()
                .resideOutsideOfPackage("dev.pgsteady.jpa.extract..")
                .should()
                .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("dev.pgsteady.jpa.extract..")
                        .and(DescribedPredicate.not(JavaClass.Predicates.assignableTo(Request.class)))
                        .and(DescribedPredicate.not(JavaClass.Predicates.assignableTo(Answer.class)))));
    }

    @Test
    void judging_knows_no_clock() {
        hold(noClasses()
                .that()
                .resideInAnyPackage("dev.pgsteady.readiness..", "dev.pgsteady.schema..")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis"));
    }

    @Test
    void a_rule_touches_no_connection_and_no_file() {
        hold(noClasses()
                .that()
                .resideInAPackage("dev.pgsteady.readiness.rules..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.sql..", "java.io..", "java.nio.file..", "java.nio.channels..", "java.net.http.."));
        hold(noClasses()
                .that()
                .resideInAPackage("dev.pgsteady.readiness.rules..")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(java.net.Socket.class, java.net.URL.class, java.net.URI.class));
    }

    @Test
    void only_the_command_line_writes_to_the_terminal() {
        hold(noClasses()
                .that()
                .resideOutsideOfPackage("dev.pgsteady.cli..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err"));
    }

    @Test
    void names_say_something() {
        hold(classes()
                .should()
                .haveSimpleNameNotEndingWith("Util")
                .andShould()
                .haveSimpleNameNotEndingWith("Utils")
                .andShould()
                .haveSimpleNameNotEndingWith("Helper")
                .andShould()
                .haveSimpleNameNotEndingWith("Manager")
                .andShould()
                .haveSimpleNameNotEndingWith("Impl"));
    }

    @Test
    void every_package_says_what_it_is_and_that_nothing_is_null() {
        Set<String> without = CLASSES.stream()
                .filter(c -> !c.getPackageName().endsWith(".page"))
                .filter(c -> !c.getPackage().isAnnotatedWith(NullMarked.class))
                .map(JavaClass::getPackageName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(without).isEmpty();
    }

    @Test
    void a_rule_is_named_by_its_id_and_final() {
        hold(classes()
                .that()
                .implement(dev.pgsteady.readiness.Rule.class)
                .should()
                .haveModifier(JavaModifier.FINAL)
                .andShould()
                .haveNameMatching(".*\\.rules\\.[A-Z]{2}[0-9]{2}"));
    }

    private static void hold(ArchRule rule) {
        rule.check(CLASSES);
    }
}
