package dev.pgsteady.data.partitions;

import dev.pgsteady.core.Database;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.StatementWords;
import dev.pgsteady.core.TransactionOptions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The partitions of a table that is partitioned by range of a date or a time, one for each month (UTC).
///
/// ```java
/// MonthlyPartitions audits = new MonthlyPartitions(database, new QualifiedName("app", "audits"));
/// audits.ahead(YearMonth.now(ZoneOffset.UTC), 3);
/// audits.archive(YearMonth.now(ZoneOffset.UTC).minusMonths(13), "archive");
/// ```
///
/// Run it daily: it does only what is missing, and goes on where it was broken off. A month's partition is called as
/// the function `<table>_partition` of a table that entities divide calls it: `audits_2026_11`.
public final class MonthlyPartitions {
    private static final Pattern BOUNDS = Pattern.compile(
            "FOR VALUES FROM \\('(\\d{4}-\\d\\d-\\d\\d)([^']*)'\\) TO \\('(\\d{4}-\\d\\d-\\d\\d)([^']*)'\\)");
    private static final Pattern MIDNIGHT = Pattern.compile("( 00:00:00(\\+00)?)?");

    private final Database database;
    private final QualifiedName table;

    /// The partitions of this table.
    public MonthlyPartitions(Database database, QualifiedName table) {
        this.database = database;
        this.table = table;
    }

    /// The months that there are, the oldest first. Partitions with other bounds are left alone.
    public List<Month> months() {
        String sql = """
                select n.nspname, c.relname, pg_catalog.pg_get_expr(c.relpartbound, c.oid), i.inhdetachpending
                  from pg_catalog.pg_inherits i
                  join pg_catalog.pg_class c on c.oid = i.inhrelid
                  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                 where i.inhparent = %s::pg_catalog.regclass""".formatted(Sql.literal(table.sql()));
        return database.read(c -> {
            List<Month> months = new ArrayList<>();
            try (Statement statement = c.createStatement()) {
                statement.execute("set local timezone = 'UTC'; set local datestyle = 'ISO'");
                try (ResultSet rows = statement.executeQuery(sql)) {
                    while (rows.next()) {
                        QualifiedName name = new QualifiedName(rows.getString(1), rows.getString(2));
                        boolean leaving = rows.getBoolean(4);
                        month(rows.getString(3)).ifPresent(m -> months.add(new Month(name, m, leaving)));
                    }
                }
            }
            months.sort(Comparator.comparing(Month::month));
            return months;
        });
    }

    private static Optional<YearMonth> month(String bounds) {
        Matcher parts = BOUNDS.matcher(bounds);
        if (!parts.matches()
                || !MIDNIGHT.matcher(parts.group(2)).matches()
                || !MIDNIGHT.matcher(parts.group(4)).matches()) {
            return Optional.empty();
        }
        LocalDate from = LocalDate.parse(parts.group(1));
        boolean whole = from.getDayOfMonth() == 1 && from.plusMonths(1).equals(LocalDate.parse(parts.group(3)));
        return whole ? Optional.of(YearMonth.from(from)) : Optional.empty();
    }

    /// Makes the partitions that are missing, from a month to so many after it. Reading and writing go on
    /// meanwhile: a partition is made as a table of its own and then attached.
    ///
    /// @return the partitions that were made
    /// @throws Problem when a default partition holds rows of such a month, or another table has the name
    public List<QualifiedName> ahead(YearMonth from, int count) {
        List<YearMonth> there = months().stream().map(Month::month).toList();
        List<QualifiedName> made = new ArrayList<>();
        for (int i = 0; i <= count; i++) {
            YearMonth month = from.plusMonths(i);
            if (!there.contains(month)) {
                make(month).ifPresent(made::add);
            }
        }
        guard();
        return made;
    }

    /// @return empty when another process made it meanwhile
    private Optional<QualifiedName> make(YearMonth month) {
        String suffix = "_%d_%02d".formatted(month.getYear(), month.getMonthValue());
        QualifiedName name = new QualifiedName(table.schema(), Sql.name(table.name(), suffix));
        return database.inTransaction(TransactionOptions.writing().retryingLocks(), c -> {
            try (Statement statement = c.createStatement()) {
                if (!alone(statement, name)) {
                    return Optional.empty();
                }
                statement.execute("set local timezone = 'UTC'");
                statement.execute("create table " + name.sql() + " (like " + table.sql()
                        + " including defaults including constraints including storage including generated)");
                statement.execute("alter table %s attach partition %s for values from ('%s') to ('%s')"
                        .formatted(
                                table.sql(),
                                name.sql(),
                                month.atDay(1),
                                month.plusMonths(1).atDay(1)));
                return Optional.of(name);
            }
        });
    }

    /// Waits until no other process makes partitions of the table.
    ///
    /// @return whether this one is still missing
    private boolean alone(Statement statement, QualifiedName partition) throws SQLException {
        statement.execute("select pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended(%s, 0))"
                .formatted(Sql.literal("pgsteady partitions of " + table.sql())));
        String there = ("select from pg_catalog.pg_inherits where inhparent = %s::pg_catalog.regclass"
                        + " and inhrelid = pg_catalog.to_regclass(%s)")
                .formatted(Sql.literal(table.sql()), Sql.literal(partition.sql()));
        try (ResultSet row = statement.executeQuery(there)) {
            return !row.next();
        }
    }

    /// A partition inherits the triggers for rows, and none for TRUNCATE: it gets those that the table has, also
    /// where somebody else made it.
    private void guard() {
        String missing = """
                select pg_catalog.format('create or replace trigger %%I before truncate on %%s'
                           ' for each statement execute function %%s()', t.tgname, i.inhrelid::pg_catalog.regclass,
                           t.tgfoid::pg_catalog.regproc)
                  from pg_catalog.pg_trigger t join pg_catalog.pg_inherits i on i.inhparent = t.tgrelid
                 where t.tgrelid = %s::pg_catalog.regclass and not t.tgisinternal
                   and t.tgtype::int & 34 = 34 and t.tgnargs = 0
                   and not exists (select from pg_catalog.pg_trigger p
                                    where p.tgrelid = i.inhrelid and p.tgname = t.tgname)
                 order by 1""".formatted(Sql.literal(table.sql()));
        for (String trigger : texts(missing)) {
            database.inTransaction(TransactionOptions.writing().retryingLocks(), c -> {
                try (Statement statement = c.createStatement()) {
                    return statement.execute(trigger);
                }
            });
        }
    }

    private List<String> texts(String sql) {
        return database.read(c -> {
            List<String> texts = new ArrayList<>();
            try (Statement statement = c.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
            }
            return texts;
        });
    }

    /// Moves the partitions of months before this one out of the table and into another schema, where they are
    /// tables of their own, to be dumped and dropped. Reading and writing go on meanwhile, unless the table has
    /// a default partition: then it is locked for a moment.
    ///
    /// @return the tables that were moved
    public List<QualifiedName> archive(YearMonth before, String schema) {
        List<QualifiedName> moved = new ArrayList<>();
        moved.addAll(move(detached(), schema));
        for (Month month : months()) {
            if (month.month().isBefore(before)) {
                detach(month);
                moved.addAll(move(List.of(month.table()), schema));
            }
        }
        return moved;
    }

    /// Tables of earlier months that were detached and not moved, because that was broken off: their comment tells.
    private List<QualifiedName> detached() {
        String sql = """
                select n.nspname, c.relname from pg_catalog.pg_class c
                  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                 where not c.relispartition and c.relkind = 'r'
                   and pg_catalog.obj_description(c.oid, 'pg_class') like %s
                 order by 1, 2""".formatted(Sql.literal("pgsteady: leaves " + table.sql() + " for an archive, month %"));
        return database.read(c -> {
            List<QualifiedName> tables = new ArrayList<>();
            try (Statement statement = c.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    tables.add(new QualifiedName(rows.getString(1), rows.getString(2)));
                }
            }
            return tables;
        });
    }

    /// What was begun and broken off is finished. With a default partition PostgreSQL detaches in a transaction
    /// only.
    private void detach(Month month) {
        String mark = "pgsteady: leaves " + table.sql() + " for an archive, month " + month.month();
        String comment = "comment on table " + month.table().sql() + " is " + Sql.literal(mark);
        String detach = "alter table " + table.sql() + " detach partition "
                + month.table().sql();
        if (month.leaving() || !hasDefault()) {
            alone(comment, detach + (month.leaving() ? " finalize" : " concurrently"));
            return;
        }
        database.inTransaction(TransactionOptions.writing().retryingLocks(), c -> {
            try (Statement statement = c.createStatement()) {
                return statement.execute(comment) || statement.execute(detach);
            }
        });
    }

    private boolean hasDefault() {
        String sql = "select partdefid <> 0 from pg_catalog.pg_partitioned_table where partrelid = %s::regclass"
                .formatted(Sql.literal(table.sql()));
        return database.read(c -> {
            try (Statement statement = c.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                return row.next() && row.getBoolean(1);
            }
        });
    }

    /// Statements that run in no transaction; they wait for others without making anybody wait.
    private void alone(String... statements) {
        Connection connection = database.borrow();
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw StatementWords.of(e);
        } finally {
            database.giveBack(connection);
        }
    }

    private List<QualifiedName> move(List<QualifiedName> tables, String schema) {
        List<QualifiedName> moved = new ArrayList<>();
        for (QualifiedName partition : tables) {
            QualifiedName archived = new QualifiedName(schema, partition.name());
            database.inTransaction(TransactionOptions.writing().retryingLocks(), c -> {
                try (Statement statement = c.createStatement()) {
                    statement.execute("alter table " + partition.sql() + " set schema " + Sql.identifier(schema));
                    statement.execute("comment on table " + archived.sql() + " is null");
                    return 0;
                }
            });
            moved.add(archived);
        }
        return moved;
    }
}
