package dev.pgsteady.integrationtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The goal in a project of somebody's, with this build's jars in a repository in front of Maven's own.
class MavenPluginTest {
    private static final String VERSION = "0.1.0-SNAPSHOT";
    private static final List<String> MODULES = List.of(
            "core",
            "embedded",
            "schema",
            "readiness",
            "migrate",
            "backup",
            "mapping",
            "jpa",
            "demo",
            "cli",
            "maven-plugin");

    private static final String POM = """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <groupId>shop</groupId>
              <artifactId>shop</artifactId>
              <version>1</version>
              <properties>
                <maven.compiler.release>21</maven.compiler.release>
                <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
              </properties>
              <dependencies>
                <dependency>
                  <groupId>org.hibernate.orm</groupId>
                  <artifactId>hibernate-core</artifactId>
                  <version>7.4.5.Final</version>
                </dependency>
              </dependencies>
              <build>
                <plugins>
                  <plugin>
                    <artifactId>maven-resources-plugin</artifactId>
                    <version>3.4.0</version>
                  </plugin>
                  <plugin>
                    <artifactId>maven-compiler-plugin</artifactId>
                    <version>3.16.0</version>
                  </plugin>
                  <plugin>
                    <groupId>dev.pgsteady</groupId>
                    <artifactId>pgsteady-maven-plugin</artifactId>
                    <version>@version@</version>
                  </plugin>
                </plugins>
              </build>
            </project>
            """;

    private final Path folder;
    private final Project checkout = Project.here();

    MavenPluginTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private static String artifact(String module) {
        return module.equals("maven-plugin") ? "pgsteady-maven-plugin" : module;
    }

    private Path repository() throws IOException {
        Path all = folder.resolve("repository/dev/pgsteady");
        put(all, "pgsteady", checkout.root().resolve("pom.xml"), "pom");
        for (String module : MODULES) {
            Path home = checkout.root().resolve(module);
            String artifact = artifact(module);
            Path jar = home.resolve("target/%s-%s.jar".formatted(artifact, VERSION));
            Assumptions.assumeTrue(Files.exists(jar), "skipped: there is no " + jar + "; 'package' makes it");
            put(all, artifact, home.resolve("pom.xml"), "pom");
            put(all, artifact, jar, "jar");
        }
        return folder.resolve("repository");
    }

    private static void put(Path all, String artifact, Path file, String type) throws IOException {
        Path place = Files.createDirectories(all.resolve(artifact).resolve(VERSION));
        Files.copy(file, place.resolve("%s-%s.%s".formatted(artifact, VERSION, type)));
    }

    private Path project() throws IOException {
        Path project = Files.createDirectories(folder.resolve("shop"));
        Files.writeString(project.resolve("pom.xml"), POM.replace("@version@", VERSION));
        Path source =
                Files.createDirectories(project.resolve("src/main/java/shop")).resolve("Item.java");
        Files.writeString(
                source, "package shop; import jakarta.persistence.*; @Entity class Item { @Id Long id; String name; }");
        return project;
    }

    private String maven(Path project, String... options) throws IOException, InterruptedException {
        Path log = folder.resolve("log");
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(
                        Stream.of(
                                checkout.root().resolve("mvnw").toString(),
                                "-o",
                                "-q",
                                "-f",
                                project.toString(),
                                "-Dmaven.repo.local=" + repository(),
                                "-Dmaven.repo.local.tail="
                                        + Path.of(System.getProperty("user.home"), ".m2", "repository"),
                                "-Dmaven.repo.local.tail.ignoreAvailability=true"),
                        Stream.of(options))
                .toList());
        builder.directory(project.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("PGSTEADY_STATE", folder.resolve("state").toString());
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        Process process = builder.start();
        boolean ended = process.waitFor(120, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly();
        }
        String printed = Files.readString(log);
        Assumptions.assumeFalse(
                printed.contains("offline mode"), "skipped: Maven's repository lacks something:\n" + printed);
        assertThat(ended && process.exitValue() == 0).as(printed).isTrue();
        return printed;
    }

    @Test
    void the_goal_writes_the_revision_that_the_entities_of_a_project_want() throws IOException, InterruptedException {
        Path project = project();
        maven(project, "pgsteady:migrate", "-Dpgsteady.args=new --auto 'the first item'");
        try (Stream<Path> revisions = Files.list(project.resolve("db/migrations"))) {
            assertThat(revisions.toList())
                    .singleElement()
                    .satisfies(file -> assertThat(file)
                            .content()
                            .contains("-- message: the first item", "from entities", "CREATE TABLE public.item ("));
        }
    }
}
