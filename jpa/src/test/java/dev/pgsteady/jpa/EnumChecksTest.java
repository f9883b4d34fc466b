package dev.pgsteady.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.testkit.TestApplication;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The values in the check of an enum come as the Java enum declares them.
class EnumChecksTest {
    @Test
    void values_said_by_a_field_come_in_the_order_of_the_constants(@TempDir Path folder) throws IOException {
        TestApplication application = new TestApplication(folder.resolve("app"));
        application.write("app.Planet", """
                        package app; import jakarta.persistence.*;
                        @Entity public class Planet { @Id Long id; @Enumerated(EnumType.STRING) Name name; Rank rank; }
                        enum Name {
                            A("mercury"), B("venus"), C("earth"), D("mars"),
                            E("jupiter"), F("saturn"), G("ura'nus"), H("neptune");
                            @EnumeratedValue final String said;
                            Name(String said) { this.said = said; }
                        }
                        enum Rank {
                            A(80), B(7), C(600), D(-5), E(40), F(3), G(200), H(1);
                            @EnumeratedValue final int said;
                            Rank(int said) { this.said = said; }
                        }
                        """).compile();
        List<String> statements = new Entities(
                        ClassPath.of(application.classPath(), Path.of("")), List.of(), Optional.empty())
                .statements(15);
        assertThat(String.join("\n", statements))
                .contains("('mercury','venus','earth','mars','jupiter','saturn','ura''nus','neptune')")
                .contains("(80,7,600,-5,40,3,200,1)");
    }
}
