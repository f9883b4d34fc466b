package dev.pgsteady.cli;

import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.SqlInput;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/// Our own small prompt: SQL in, tables out.
final class SqlPrompt {
    private static final Map<String, String> QUERIES = Map.of(
            "\\l",
            "select datname as name, pg_get_userbyid(datdba) as owner from pg_database where not datistemplate order by 1;",
            "\\dt",
            "select schemaname as schema, tablename as name, tableowner as owner from pg_tables "
                    + "where schemaname not in ('pg_catalog', 'information_schema') order by 1, 2;",
            "\\du",
            "select rolname as role, rolsuper as superuser, rolcanlogin as login from pg_roles "
                    + "where rolname not like 'pg\\_%' order by 1;");

    private static final String HELP = """
            Type SQL and end it with ; to run it. Ctrl-C drops what is typed, Ctrl-D or \\q ends.
              \\l   the databases    \\dt  the tables    \\du  the roles    \\d NAME  the columns of a table""";

    private final Console console;
    private final boolean json;

    SqlPrompt(Console console, boolean json) {
        this.console = console;
        this.json = json;
    }

    /// Runs one command, or a prompt until its end. Gives the exit code.
    int run(ConnectionSettings settings, Optional<String> command) {
        try (SqlSession session = new SqlSession(settings, console, json)) {
            if (command.isPresent()) {
                return session.execute(command.get()) ? 0 : Problem.Kind.SQL_FAILED.exitCode();
            }
            boolean terminal = Optional.ofNullable(System.getenv("PGSTEADY_TTY"))
                    .orElse("")
                    .contains("0");
            return terminal ? converse(session, settings) : readAll(session);
        } catch (IOException e) {
            throw new Problem(
                    Problem.Kind.FILE, "The input cannot be read: " + e.getMessage() + ".", "Try --command SQL.", e);
        }
    }

    private int readAll(SqlSession session) throws IOException {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            SqlInput input = new SqlInput();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                input.add(line);
                while (input.complete()) {
                    if (!session.execute(input.statement())) {
                        return Problem.Kind.SQL_FAILED.exitCode();
                    }
                    input = input.rest();
                }
            }
            boolean fine = input.blank() || session.execute(input.statement());
            return fine ? 0 : Problem.Kind.SQL_FAILED.exitCode();
        }
    }

    private int converse(SqlSession session, ConnectionSettings settings) throws IOException {
        console.line("Connected to " + settings + ". \\? for help, \\q to end.");
        try (Terminal terminal = TerminalBuilder.builder().system(true).build()) {
            LineReader reader = LineReaderBuilder.builder().terminal(terminal).build();
            reader.setOpt(LineReader.Option.DISABLE_EVENT_EXPANSION);
            SqlInput input = new SqlInput();
            while (true) {
                Optional<String> line = read(reader, settings.database() + input.state() + "> ");
                if (line.isEmpty() || line.get().strip().equals("\\q")) {
                    return 0;
                }
                input = line.get().equals(INTERRUPTED) ? new SqlInput() : take(session, input, line.get());
            }
        }
    }

    private static final String INTERRUPTED = "\u0003";

    private static Optional<String> read(LineReader reader, String prompt) {
        try {
            return Optional.of(reader.readLine(prompt));
        } catch (UserInterruptException e) {
            return Optional.of(INTERRUPTED);
        } catch (EndOfFileException e) {
            return Optional.empty();
        }
    }

    private SqlInput take(SqlSession session, SqlInput input, String line) {
        String typed = line.strip();
        if (input.blank() && typed.startsWith("\\")) {
            meta(session, typed);
            return new SqlInput();
        }
        input.add(line);
        SqlInput now = input;
        while (now.complete()) {
            session.execute(now.statement());
            now = now.rest();
        }
        return now;
    }

    private void meta(SqlSession session, String typed) {
        if (QUERIES.containsKey(typed)) {
            session.execute(QUERIES.get(typed));
        } else if (typed.startsWith("\\d ")) {
            session.describe(typed.substring(3).strip());
        } else {
            HELP.lines().forEach(console::line);
        }
    }
}
