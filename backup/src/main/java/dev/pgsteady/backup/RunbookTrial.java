package dev.pgsteady.backup;

import dev.pgsteady.core.Database;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.StatementWords;
import dev.pgsteady.embedded.Address;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// Carries out the commands of a runbook, as somebody would who follows it, against a scratch server.
///
/// @param document the runbook as it is
/// @param database whose restore it describes
/// @param commands that it has to say
/// @param self     how it calls the program
/// @param program  runs the program
public record RunbookTrial(
        String document, String database, List<RunbookCommand> commands, String self, Program program) {
    /// The program that the runbook calls.
    @FunctionalInterface
    public interface Program {
        /// Runs it with arguments.
        Ended run(List<String> arguments);
    }

    /// How a command ended.
    ///
    /// @param said the last of what it said, when it failed
    public record Ended(int exitCode, String said) {}

    public RunbookTrial {
        commands = List.copyOf(commands);
    }

    /// The commands as they stand in the document.
    List<String> lines() {
        return commands.stream().map(c -> c.line(self)).toList();
    }

    /// @param server a scratch server; the database is made in it, empty, as what is to be replaced
    /// @return what is wrong with the runbook; empty when each command is in it and succeeds
    List<String> failures(Address server) {
        List<String> failures = new ArrayList<>();
        prepare(server);
        for (RunbookCommand command : commands) {
            String line = command.line(self);
            if (!document.contains(command.line(""))) {
                failures.add("The runbook does not say: %s. Write it again with 'pgsteady runbook'.".formatted(line));
            }
            Ended ended = program.run(command.arguments(server.url("postgres")));
            if (ended.exitCode() != 0) {
                failures.add("A command of the runbook ended with exit code %d: %s: %s"
                        .formatted(ended.exitCode(), line, ended.said()));
            }
        }
        return failures;
    }

    private void prepare(Address server) {
        try (Connection connection = Database.connect(Drill.settings(server));
                Statement statement = connection.createStatement()) {
            if (!database.equals("postgres")) {
                statement.execute("CREATE DATABASE " + Sql.identifier(database));
            }
        } catch (SQLException e) {
            throw StatementWords.of(e);
        }
    }
}
