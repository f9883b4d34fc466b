package dev.pgsteady.integrationtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The first use of the starter, in a project that begins today: one dependency, and not a line of configuration.
class NewProjectTest {
    private static final String POM = """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <parent>
                <groupId>org.springframework.boot</groupId>
                <artifactId>spring-boot-dependencies</artifactId>
                <version>4.1.1</version>
              </parent>
              <groupId>shop</groupId>
              <artifactId>shop</artifactId>
              <version>1</version>
              <properties>
                <maven.compiler.release>21</maven.compiler.release>
                <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
              </properties>
              <dependencies>
                <dependency>
                  <groupId>dev.pgsteady</groupId>
                  <artifactId>spring-boot-starter</artifactId>
                  <version>@version@</version>
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
                    <artifactId>maven-dependency-plugin</artifactId>
                    <version>3.9.0</version>
                  </plugin>
                </plugins>
              </build>
            </project>
            """;

    private static final String ITEM = """
            package shop;

            import jakarta.persistence.*;

            @Entity
            public class Item {
                @Id @GeneratedValue Long id;
                String name;
            }
            """;

    private static final String ITEMS = """
            package shop;

            public interface Items extends org.springframework.data.jpa.repository.JpaRepository<Item, Long> {}
            """;

    private static final String SHOP = """
            package shop;

            import org.springframework.boot.*;
            import org.springframework.boot.autoconfigure.SpringBootApplication;
            import org.springframework.context.annotation.Bean;

            @SpringBootApplication
            public class Shop {
                @Bean CommandLineRunner first(Items items) {
                    return arguments -> {
                        items.save(new Item());
                        System.out.println("items: " + items.count());
                    };
                }

                public static void main(String[] arguments) { SpringApplication.run(Shop.class, arguments); }
            }
            """;

    private static final String REVISION = """
            -- revision: 1a2b3c4d5e6f
            -- parents: none
            -- message: items

            -- upgrade
            CREATE SEQUENCE item_seq INCREMENT BY 50;
            CREATE TABLE item (id bigint PRIMARY KEY, name text);

            -- downgrade
            DROP TABLE item;
            DROP SEQUENCE item_seq;
            """;

    @Test
    void one_dependency_gives_a_database_with_its_tables(@TempDir Path folder)
            throws IOException, InterruptedException {
        OutsideProject project = new OutsideProject(
                        folder,
                        Project.here(),
                        List.of("core", "embedded", "schema", "migrate", "data", "spring-boot-starter"))
                .with("pom.xml", POM)
                .with("src/main/java/shop/Item.java", ITEM)
                .with("src/main/java/shop/Items.java", ITEMS)
                .with("src/main/java/shop/Shop.java", SHOP)
                .with("src/main/resources/db/migrations/20260101_0000_items_1a2b.sql", REVISION);
        project.maven("compile", "dependency:build-classpath", "-Dmdep.outputFile=target/class-path");
        List<String> start = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                "target/classes:"
                        + java.nio.file.Files.readString(project.home().resolve("target/class-path")),
                "shop.Shop",
                "--pgsteady.embedded.server=newproject");
        try {
            assertThat(project.run(start)).contains("items: 1");
            assertThat(project.run(start)).as("the data was kept").contains("items: 2");
        } finally {
            dev.pgsteady.embedded.EmbeddedServer.at(
                            folder.resolve("state"), dev.pgsteady.embedded.ServerOptions.named("newproject"))
                    .stop();
        }
    }
}
