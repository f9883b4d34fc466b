package dev.pgsteady.backup;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Finds rows that are too wide for this program's memory, before anything is copied. COPY sends a row
/// as one message, and it stays in one part: while it is on its way there are three copies of it.
///
/// @param memory  of this program
/// @param workers each may have such a row at the same time
record WideRows(long memory, int workers) {
    /// Longer ones the server does not send either (`MaxAllocSize`).
    private static final long MOST = (1L << 30) - (1 << 16);

    /// A table whose wide values are stored in less has nothing to look at; more than that much smaller
    /// they seldom get.
    private static final int COMPRESSED = 16;

    private static final long MEBIBYTE = 1 << 20;

    static WideRows of(int workers) {
        return new WideRows(Runtime.getRuntime().maxMemory(), workers);
    }

    private int copies() {
        return 3 * workers + 1;
    }

    private long most() {
        return Math.min(MOST, Math.max(0, memory - writers()) / copies());
    }

    private long writers() {
        return (long) workers * PartWriter.MEMORY;
    }

    /// What is too wide. Only the tables that keep that much out of line are read, without what is out
    /// of line: how long a value is stands in the row.
    List<Obstacle> obstacles(Connection connection, List<Relation> relations) throws SQLException {
        Set<QualifiedName> candidates = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                         WHERE c.relkind = 'r' AND c.reltoastrelid <> 0 AND pg_relation_size(c.reltoastrelid) > %d""".formatted(most() / COMPRESSED))) {
            while (rows.next()) {
                candidates.add(new QualifiedName(rows.getString(1), rows.getString(2)));
            }
        }
        List<Obstacle> all = new ArrayList<>();
        for (Relation relation : relations) {
            if (relation.holdsRows() && candidates.contains(relation.name())) {
                long widest = widest(connection, relation);
                obstacle(relation.name(), widest).ifPresent(all::add);
            }
        }
        return all;
    }

    private Optional<Obstacle> obstacle(QualifiedName table, long widest) {
        if (widest <= most()) {
            return Optional.empty();
        }
        String what = String.format(
                Locale.ROOT,
                "a row of %s has %,.1f MB, and at most %,.1f fit into the memory of this program with %d workers",
                table,
                (double) widest / MEBIBYTE,
                (double) most() / MEBIBYTE,
                workers);
        long needed = (widest * copies() + writers()) / MEBIBYTE;
        return Optional.of(new Obstacle(
                what,
                widest > MOST
                        ? "COPY does not send rows of 1 GB or more: take a physical backup."
                        : "Run it with PGSTEADY_HEAP=%dm (-Xmx%dm for a Java program of your own), with fewer workers, or take a physical backup."
                                .formatted(needed + needed / 16 + 1, needed + needed / 16 + 1)));
    }

    private static long widest(Connection connection, Relation relation) throws SQLException {
        String columns = "SELECT coalesce(string_agg(format(CASE WHEN atttypid = ANY"
                + " ('{text,varchar,bpchar,bytea}'::regtype[]) THEN 'coalesce(pg_catalog.octet_length(%%1$I), 0)::bigint'"
                + " ELSE 'coalesce(pg_catalog.pg_column_size(%%1$I), 0)::bigint' END, attname), ' + '), '0')"
                + " FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND attlen = -1"
                        .formatted(Sql.literal(relation.name().sql()))
                + " AND NOT attisdropped AND attgenerated = ''";
        try (Statement statement = connection.createStatement()) {
            String sum;
            try (ResultSet row = statement.executeQuery(columns.replace("%%", "%"))) {
                row.next();
                sum = row.getString(1);
            }
            try (ResultSet row = statement.executeQuery("SELECT coalesce(max(%s), 0) FROM ONLY %s%s"
                    .formatted(
                            sum,
                            relation.name().sql(),
                            relation.filter().isEmpty() ? "" : " WHERE " + relation.filter()))) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
