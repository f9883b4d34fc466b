package dev.pgsteady.cli;

import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Database;
import dev.pgsteady.core.TerminalStyle.Ink;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import tools.jackson.databind.node.ObjectNode;

/// One session of the prompt: every statement commits by itself unless a transaction was begun.
final class SqlSession implements AutoCloseable {
    private static final String COLUMNS = """
            select a.attname as column, pg_catalog.format_type(a.atttypid, a.atttypmod) as type,
                   case when a.attnotnull then 'not null' else '' end as nullable,
                   coalesce(pg_catalog.pg_get_expr(d.adbin, d.adrelid), '') as default
            from pg_catalog.pg_attribute a
            left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
            where a.attrelid = pg_catalog.to_regclass(?) and a.attnum > 0 and not a.attisdropped
            order by a.attnum""";

    private final Connection connection;
    private final Console console;
    private final boolean json;

    SqlSession(ConnectionSettings settings, Console console, boolean json) {
        this.connection = Database.connect(settings);
        this.console = console;
        this.json = json;
    }

    /// Runs what was typed and prints what comes back. False when the server refused it.
    boolean execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            boolean rows = statement.execute(sql);
            while (rows || statement.getUpdateCount() >= 0) {
                if (rows) {
                    show(statement);
                } else if (!json) {
                    console.line("OK, " + statement.getUpdateCount() + " rows");
                }
                rows = statement.getMoreResults();
            }
            return true;
        } catch (SQLException e) {
            complain(e);
            return false;
        }
    }

    /// Prints the columns of a table.
    void describe(String name) {
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                ResultTable.of(rows).lines().forEach(console::line);
            }
        } catch (SQLException e) {
            complain(e);
        }
    }

    private void show(Statement statement) throws SQLException {
        try (ResultSet rows = statement.getResultSet()) {
            ResultTable table = ResultTable.of(rows);
            if (json) {
                console.text(Json.array(all -> table.rows().forEach(row -> {
                    ObjectNode node = all.addObject();
                    for (int i = 0; i < row.size(); i++) {
                        node.put(table.headings().get(i), row.get(i));
                    }
                })));
            } else {
                table.lines().forEach(console::line);
            }
        }
    }

    private void complain(SQLException e) {
        Optional<ServerErrorMessage> server = e instanceof PSQLException known
                ? Optional.ofNullable(known.getServerErrorMessage())
                : Optional.empty();
        String words = server.map(ServerErrorMessage::getMessage).orElse(e.getMessage());
        console.note(console.errStyle().paint(Ink.RED, "ERROR: ") + words);
        server.map(ServerErrorMessage::getDetail).ifPresent(d -> console.note("DETAIL: " + d));
        server.map(ServerErrorMessage::getHint).ifPresent(h -> console.note("HINT: " + h));
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            console.note("The connection did not close in order: " + e.getMessage());
        }
    }
}
