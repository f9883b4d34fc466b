package dev.pgsteady.benchmarks;

import dev.pgsteady.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A tool that applies migrations, as one would pick it instead.
interface MigrationPeer {
    /// What it is called on the command line.
    String name();

    /// Its name and version, and what its time holds beside the work.
    String words();

    /// Writes the migrations as it wants them.
    ///
    /// @param folder its own, empty
    /// @param steps  the statements, one migration each
    void write(Path folder, List<String> steps) throws IOException;

    /// Applies what is pending.
    void migrate(Path folder, TestDatabase database) throws Exception;

    /// Whether it is here.
    default boolean present() {
        return true;
    }

    /// Runs a program, silently.
    ///
    /// @throws IllegalStateException when it fails
    static void run(TestDatabase database, Path folder, String... command) throws IOException, InterruptedException {
        Path said = Files.createTempFile(folder, "said", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", database.address().readPassword());
        builder.environment().put("PGHOST", database.address().host());
        builder.environment().put("PGPORT", Integer.toString(database.address().port()));
        builder.environment().put("PGUSER", database.address().user());
        builder.environment().put("PGDATABASE", database.name());
        if (builder.redirectOutput(said.toFile()).start().waitFor() != 0) {
            throw new IllegalStateException(command[0] + ": " + Files.readString(said));
        }
        Files.delete(said);
    }

    /// Whether a program can be run.
    static boolean present(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
