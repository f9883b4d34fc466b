package dev.pgsteady.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.core.Configuration;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Database;
import dev.pgsteady.core.Environment;
import dev.pgsteady.core.Target;
import dev.pgsteady.readiness.Evidence;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// What `transactions.proofs` names is counted.
class CheckProofsTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void the_proofs_that_a_file_names_are_counted_and_one_that_cannot_be_read_is_said(
            @TempDir Path folder, TestDatabase database) throws IOException, SQLException {
        Files.writeString(folder.resolve("pgsteady.toml"), "[transactions]\nproofs = \"proofs\"\n");
        Path proofs = Files.createDirectory(folder.resolve("proofs"));
        Path proof = Files.writeString(proofs.resolve("pay.json"), "{\"flow\": \"pay\", \"atomic\": true}");

        assertThat(proved(folder, database))
                .get()
                .returns(true, Evidence.Item::passed)
                .returns("atomic: pay", Evidence.Item::summary);
        Files.writeString(proof, "nothing");
        assertThat(proved(folder, database)).isEmpty();
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("The proofs of atomicity are not counted.");
    }

    private Optional<Evidence.Item> proved(Path folder, TestDatabase database) throws SQLException {
        Environment environment = new Environment(Map.of(), folder, "me", List.of());
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        ConnectionSettings settings =
                ConnectionSettings.of(Target.commandLine(CommandRun.url(database)), environment);
        CheckRun run = new CheckRun(
                Console.of(Map.of(), stream, stream),
                settings,
                Configuration.read(folder.resolve("pgsteady.toml"), environment));
        try (Connection connection = Database.connect(settings)) {
            return run.options(connection).evidence().newest(Evidence.Kind.ATOMICITY_PROOF);
        }
    }
}
