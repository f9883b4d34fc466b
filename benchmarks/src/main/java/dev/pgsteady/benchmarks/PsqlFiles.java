package dev.pgsteady.benchmarks;

import dev.pgsteady.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// All files through one `psql`: what the server alone needs.
record PsqlFiles() implements MigrationPeer {
    @Override
    public String name() {
        return "psql";
    }

    @Override
    public String words() {
        return "cat | psql";
    }

    @Override
    public boolean present() {
        return MigrationPeer.present("psql", "--version");
    }

    @Override
    public void write(Path folder, List<String> steps) throws IOException {
        for (int i = 0; i < steps.size(); i++) {
            Files.writeString(folder.resolve("%05d.sql".formatted(i)), steps.get(i) + "\n");
        }
    }

    @Override
    public void migrate(Path folder, TestDatabase database) throws IOException, InterruptedException {
        MigrationPeer.run(database, folder, "sh", "-c", "cat ./*.sql | psql -q -X -v ON_ERROR_STOP=1");
    }
}
