package dev.pgsteady.data.partitions;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;

/// A table whose rows are written once, held by the database: whoever updates, deletes or truncates is refused
/// by a trigger, the owner included, and nobody else has the right.
///
/// Partitions inherit the triggers on rows; the one on TRUNCATE is made for each by [MonthlyPartitions]. The
/// statements are values, for a migration.
public final class AppendOnly {
    private static final String FUNCTION = "pgsteady_append_only";

    private AppendOnly() {}

    /// The statements that make a table append-only.
    ///
    /// @param schema where the trigger's function is put; once for many tables
    public static String up(QualifiedName table, String schema) {
        String function = new QualifiedName(schema, FUNCTION).sql();
        return """
                create or replace function %1$s() returns trigger language plpgsql as $$
                begin
                    raise exception '%% is append-only: no %%', tg_table_name, lower(tg_op) using errcode = '42501';
                end $$;
                create trigger pgsteady_append_only before update or delete on %2$s
                    for each row execute function %1$s();
                %3$s;
                revoke update, delete, truncate on %2$s from public;
                """.formatted(function, table.sql(), truncate(table, function));
    }

    /// The statements that take that back, for the table and its partitions. The function stays: other tables
    /// may use it.
    public static String down(QualifiedName table) {
        return """
                drop trigger pgsteady_append_only on %1$s;
                do $$
                declare part regclass;
                begin
                    for part in select tgrelid from pg_catalog.pg_trigger
                                 where tgname = 'pgsteady_no_truncate'
                                   and (tgrelid = %2$s::regclass
                                        or tgrelid in (select inhrelid from pg_catalog.pg_inherits
                                                        where inhparent = %2$s::regclass)) loop
                        execute format('drop trigger pgsteady_no_truncate on %%s', part);
                    end loop;
                end $$;
                """.formatted(table.sql(), Sql.literal(table.sql()));
    }

    /// The statement that keeps a table from being truncated.
    ///
    /// @param function as SQL writes it
    private static String truncate(QualifiedName table, String function) {
        return "create trigger pgsteady_no_truncate before truncate on %s for each statement execute function %s()"
                .formatted(table.sql(), function);
    }
}
