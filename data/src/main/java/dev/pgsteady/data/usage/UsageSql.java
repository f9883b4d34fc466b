package dev.pgsteady.data.usage;

import dev.pgsteady.core.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// The statements on days that are over.
final class UsageSql {
    private UsageSql() {}

    /// Runs a statement whose one parameter is a day.
    static int before(Connection connection, String sql, LocalDate day) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, day);
            return statement.executeUpdate();
        }
    }

    /// Deletes from a table what is older than a day.
    static void forget(Connection connection, String schema, String table, LocalDate day) throws SQLException {
        before(connection, "delete from %s.%s where day < ?".formatted(Sql.identifier(schema), table), day);
    }

    static List<UsageDay> days(Connection connection, String schema, LocalDate from, LocalDate to) throws SQLException {
        String sql = """
                select day, feature, tenant, uses, failures, millis, people from %s.pgsteady_usage_days
                where day between ? and ? order by day, feature, tenant""".formatted(Sql.identifier(schema));
        List<UsageDay> days = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, from);
            statement.setObject(2, to);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    days.add(day(rows));
                }
            }
        }
        return days;
    }

    private static UsageDay day(ResultSet row) throws SQLException {
        long people = row.getLong("people");
        OptionalLong known = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(people);
        return new UsageDay(
                row.getObject("day", LocalDate.class),
                row.getString("feature"),
                row.getString("tenant"),
                row.getLong("uses"),
                row.getLong("failures"),
                row.getLong("millis"),
                known);
    }
}
