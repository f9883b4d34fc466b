package dev.pgsteady.benchmarks;

import dev.pgsteady.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.flywaydb.core.Flyway;

/// Flyway, in this process.
record FlywayFiles() implements MigrationPeer {
    @Override
    public String name() {
        return "flyway";
    }

    @Override
    public String words() {
        return "Flyway 13.12.0";
    }

    @Override
    public void write(Path folder, List<String> steps) throws IOException {
        for (int i = 0; i < steps.size(); i++) {
            Files.writeString(folder.resolve("V%d__step.sql".formatted(i + 1)), steps.get(i) + "\n");
        }
    }

    @Override
    public void migrate(Path folder, TestDatabase database) {
        Flyway.configure()
                .dataSource(
                        database.jdbcUrl(),
                        database.address().user(),
                        database.address().readPassword())
                .locations("filesystem:" + folder)
                .load()
                .migrate();
    }
}
