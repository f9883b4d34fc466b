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
import java.util.Map;
import java.util.Optional;

/// Carries out the commands of a runbook, as somebody would who follows it, where nothing can be lost.
///
/// @param document the runbook as it is
/// @param database whose restore it describes; empty for the recovery of a whole server
/// @param commands that it has to say
/// @param self     how it calls the program
/// @param program  runs the program
public record RunbookTrial(
        String document, Optional<String> database, List<RunbookCommand> commands, String self, Program program) {
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

    /// A command as it stands in the document.
    public String line(RunbookCommand command) {
        return command.line(self);
    }

    /// That the document does not say a command; empty when it does.
    public List<String> unsaid(RunbookCommand command) {
        return document.contains(command.line(""))
                ? List.of()
                : List.of("The runbook does not say: %s. Write it again with 'pgsteady runbook'."
                        .formatted(line(command)));
    }

    /// Carries a command out.
    ///
    /// @param values of the variables in it
    /// @return what is wrong; empty when it succeeded
    public List<String> failures(RunbookCommand command, Map<String, String> values) {
        Ended ended = program.run(command.arguments(values));
        return ended.exitCode() == 0
                ? List.of()
                : List.of("A command of the runbook ended with exit code %d: %s: %s"
                        .formatted(ended.exitCode(), line(command), ended.said()));
    }

    /// Restores a database.
    ///
    /// @param server a scratch server; the database is made in it, empty, as what is to be replaced
    /// @return what is wrong with the runbook; empty when each command is in it and succeeds
    List<String> failures(Address server) {
        List<String> failures = new ArrayList<>();
        prepare(server);
        for (RunbookCommand command : commands) {
            failures.addAll(unsaid(command));
            failures.addAll(failures(command, Map.of(RunbookCommand.SERVER, server.url("postgres"))));
        }
        return failures;
    }

    private void prepare(Address server) {
        try (Connection connection = Database.connect(Drill.settings(server));
                Statement statement = connection.createStatement()) {
            String name = database.orElse("postgres");
            if (!name.equals("postgres")) {
                statement.execute("CREATE DATABASE " + Sql.identifier(name));
            }
        } catch (SQLException e) {
            throw StatementWords.of(e);
        }
    }
}
