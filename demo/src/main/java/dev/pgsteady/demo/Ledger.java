package dev.pgsteady.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The note of what the finished database holds. It is kept in the server's database `postgres`, out of the
/// reach of the application's role.
final class Ledger {
    private Ledger() {}

    /// Writes the note, within the caller's transaction.
    static void write(Connection postgres, Counts counts) throws SQLException {
        Statements.run(postgres, "drop table if exists public.pgsteady_demo");
        Statements.run(postgres, "create table public.pgsteady_demo (what text primary key, n bigint not null)");
        try (PreparedStatement insert = postgres.prepareStatement("insert into public.pgsteady_demo values (?, ?)")) {
            for (Map.Entry<String, Long> entry : entries(counts).entrySet()) {
                insert.setString(1, entry.getKey());
                insert.setLong(2, entry.getValue());
                insert.executeUpdate();
            }
        }
    }

    /// The note, if there is one.
    static Optional<Counts> read(Connection postgres) throws SQLException {
        if (Statements.number(postgres, "select count(to_regclass('public.pgsteady_demo'))") == 0) {
            return Optional.empty();
        }
        Map<String, Long> found = new HashMap<>();
        try (Statement statement = postgres.createStatement();
                ResultSet rows = statement.executeQuery("select what, n from public.pgsteady_demo")) {
            while (rows.next()) {
                found.put(rows.getString(1), rows.getLong(2));
            }
        }
        return Optional.of(counts(found));
    }

    private static Map<String, Long> entries(Counts counts) {
        Map<String, Long> entries = new LinkedHashMap<>();
        entries.put("users", counts.users());
        entries.put("workspaces", counts.workspaces());
        entries.put("projects", counts.projects());
        entries.put("slides", counts.slides());
        entries.put("events", counts.events());
        entries.put("usage_days", counts.usageDays());
        counts.dirt().forEach((dirt, n) -> entries.put(dirt.name(), n));
        return entries;
    }

    private static Counts counts(Map<String, Long> found) {
        Map<Dirt, Long> dirt = new HashMap<>();
        for (Dirt kind : Dirt.values()) {
            dirt.put(kind, found.getOrDefault(kind.name(), 0L));
        }
        return new Counts(
                found.getOrDefault("users", 0L),
                found.getOrDefault("workspaces", 0L),
                found.getOrDefault("projects", 0L),
                found.getOrDefault("slides", 0L),
                found.getOrDefault("events", 0L),
                found.getOrDefault("usage_days", 0L),
                dirt);
    }
}
