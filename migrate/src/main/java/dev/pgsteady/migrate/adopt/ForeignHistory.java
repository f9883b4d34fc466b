package dev.pgsteady.migrate.adopt;

import dev.pgsteady.core.Problem;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.StatementWords;
import dev.pgsteady.schema.Schema;
import dev.pgsteady.schema.Table;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What another migration tool says in a database.
///
/// @param tool    which tool it is
/// @param tables  the tables in which it says so, the one with the migrations first
/// @param applied how many migrations; empty where the tool keeps only where it is
/// @param last    the last one; empty when there was none
/// @param detail  more about it, as in `of 5 apps`
/// @param trouble what is half done
public record ForeignHistory(
        ForeignTool tool,
        List<QualifiedName> tables,
        Optional<Long> applied,
        Optional<String> last,
        Optional<String> detail,
        List<String> trouble) {
    public ForeignHistory {
        tables = List.copyOf(tables);
        trouble = List.copyOf(trouble);
    }

    /// As in `Flyway at 7.2`.
    public String words() {
        return tool.words() + last.map(l -> " at " + l).orElse(", which has applied nothing");
    }

    /// How much that is, to put behind it: `, 12 applied`.
    public String more() {
        return applied.map(n -> ", %,d applied".formatted(n)).orElse("")
                + detail.map(d -> ", " + d).orElse("");
    }

    /// The histories in a database, in the order of their tables' names.
    ///
    /// @throws Problem PERMISSION when one may not be read
    static List<ForeignHistory> in(Connection connection, Schema schema) {
        List<ForeignHistory> histories = new ArrayList<>();
        for (Table table : schema.tables()) {
            ForeignTool.of(table, schema).ifPresent(tool -> histories.add(read(connection, tool, table, schema)));
        }
        return histories;
    }

    private static ForeignHistory read(Connection connection, ForeignTool tool, Table table, Schema schema) {
        Optional<QualifiedName> second = tool.second(table, schema);
        List<QualifiedName> tables = new ArrayList<>(List.of(table.name()));
        second.ifPresent(tables::add);
        List<String> trouble = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            for (String query : tool.troubles(table.name(), second)) {
                column(statement, query, trouble);
            }
            try (ResultSet row = statement.executeQuery(tool.position(table.name()))) {
                row.next();
                return new ForeignHistory(
                        tool,
                        tables,
                        Optional.ofNullable(row.getString(1)).map(Long::valueOf),
                        Optional.ofNullable(row.getString(2)),
                        Optional.ofNullable(row.getString(3)),
                        trouble);
            }
        } catch (SQLException e) {
            throw unread(tool, table, e);
        }
    }

    private static void column(Statement statement, String query, List<String> into) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                into.add(rows.getString(1));
            }
        }
    }

    private static Problem unread(ForeignTool tool, Table table, SQLException e) {
        Problem problem = StatementWords.of(e);
        return problem.kind() != Problem.Kind.PERMISSION
                ? problem
                : new Problem(
                        Problem.Kind.PERMISSION,
                        "This role may not read the history of %s in %s."
                                .formatted(tool.words(), table.name().sql()),
                        "Connect as the role that " + tool.words() + " uses.",
                        e);
    }

    /// Ends when something is half done: nobody knows then which schema the files of the tool describe.
    ///
    /// @throws Problem REVISION with what it is and what to do in that tool
    static void requireWhole(List<ForeignHistory> histories) {
        for (ForeignHistory history : histories) {
            if (!history.trouble().isEmpty()) {
                throw new Problem(
                        Problem.Kind.REVISION,
                        "%s has not finished its work here: %s."
                                .formatted(history.tool().words(), String.join("; ", history.trouble())),
                        history.tool().advice() + " Nothing was changed; adopt again afterwards.");
            }
        }
    }
}
