package dev.pgsteady.integrationtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The goal in a project of somebody's.
class MavenPluginTest {
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

    private final OutsideProject empty;

    MavenPluginTest(@TempDir Path folder) {
        this.empty = new OutsideProject(folder, Project.here(), MODULES);
    }

    private OutsideProject project() throws IOException {
        return empty.with("pom.xml", POM)
                .with(
                        "src/main/java/shop/Item.java",
                        "package shop; import jakarta.persistence.*; @Entity class Item { @Id Long id; String name; }");
    }

    @Test
    void the_goal_writes_the_revision_that_the_entities_of_a_project_want() throws IOException, InterruptedException {
        OutsideProject project = project();
        project.maven("pgsteady:migrate", "-Dpgsteady.args=new --auto 'the first item'");
        try (Stream<Path> revisions = Files.list(project.home().resolve("db/migrations"))) {
            assertThat(revisions.toList())
                    .singleElement()
                    .satisfies(file -> assertThat(file)
                            .content()
                            .contains("-- message: the first item", "from entities", "CREATE TABLE public.item ("));
        }
    }
}
