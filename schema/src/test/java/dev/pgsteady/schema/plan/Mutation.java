package dev.pgsteady.schema.plan;

import dev.pgsteady.core.Sql;
import dev.pgsteady.schema.plan.ObjectId.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Something that somebody may do to a schema: the statement is about a part of the kind, `%1$s` is its name, `%2$s`
/// the
/// relation that it belongs to, `%3$s` its name without schema and relation, `%4$d` a number.
enum Mutation {
    DROP_COLUMN(Kind.COLUMN, "ALTER TABLE %2$s DROP COLUMN %3$s CASCADE"),
    RENAME_COLUMN(Kind.COLUMN, "ALTER TABLE %2$s RENAME COLUMN %3$s TO renamed_%4$d"),
    COLUMN_TO_TEXT(Kind.COLUMN, "ALTER TABLE %2$s ALTER COLUMN %3$s TYPE text USING %3$s::text"),
    COLUMN_TO_VARCHAR(Kind.COLUMN, "ALTER TABLE %2$s ALTER COLUMN %3$s TYPE varchar(%4$d) USING %3$s::text"),
    COLUMN_TO_BIGINT(Kind.COLUMN, "ALTER TABLE %2$s ALTER COLUMN %3$s TYPE bigint"),
    COLUMN_TO_NUMERIC(Kind.COLUMN, "ALTER TABLE %2$s ALTER COLUMN %3$s TYPE numeric(20,2)"),
    SET_NOT_NULL(Kind.COLUMN, "ALTER TABLE %2$s ALTER COLUMN %3$s SET NOT NULL"),
    DROP_NOT_NULL(Kind.COLUMN, "ALTER TABLE %2$s ALTER COLUMN %3$s DROP NOT NULL"),
    SET_DEFAULT(Kind.COLUMN, "ALTER TABLE %2$s ALTER COLUMN %3$s SET DEFAULT '%4$d'"),
    STORE_OTHERWISE(Kind.COLUMN, "ALTER TABLE %2$s ALTER COLUMN %3$s SET STORAGE EXTERNAL"),
    MEASURE_MORE(Kind.COLUMN, "ALTER TABLE %2$s ALTER COLUMN %3$s SET STATISTICS %4$d"),
    COMMENT_COLUMN(Kind.COLUMN, "COMMENT ON COLUMN %2$s.%3$s IS 'number %4$d'"),
    CHECK_COLUMN(Kind.COLUMN, "ALTER TABLE %2$s ADD CONSTRAINT check_%4$d CHECK (%3$s IS NOT NULL)"),
    UNIQUE_COLUMN(Kind.COLUMN, "ALTER TABLE %2$s ADD UNIQUE (%3$s)"),
    INDEX_COLUMN(Kind.COLUMN, "CREATE INDEX ON %2$s (%3$s DESC) WHERE %3$s IS NOT NULL"),
    INDEX_EXPRESSION(Kind.COLUMN, "CREATE INDEX index_%4$d ON %2$s (lower(%3$s))"),
    GRANT_COLUMN(Kind.COLUMN, "GRANT SELECT (%3$s) ON %2$s TO PUBLIC"),
    VIEW_COLUMN(Kind.COLUMN, "CREATE VIEW view_%4$d AS SELECT %3$s FROM %2$s WHERE %3$s IS NOT NULL"),
    DERIVE_COLUMN(Kind.COLUMN, "ALTER TABLE %2$s ADD COLUMN c_%4$d text GENERATED ALWAYS AS (upper(%3$s)) STORED"),
    DROP_DEFAULT(Kind.DEFAULT, "ALTER TABLE %2$s ALTER COLUMN %3$s DROP DEFAULT"),
    DROP_CONSTRAINT(Kind.CONSTRAINT, "ALTER TABLE %2$s DROP CONSTRAINT %3$s CASCADE"),
    RENAME_CONSTRAINT(Kind.CONSTRAINT, "ALTER TABLE %2$s RENAME CONSTRAINT %3$s TO renamed_%4$d"),
    DROP_FOREIGN_KEY(Kind.FOREIGN_KEY, "ALTER TABLE %2$s DROP CONSTRAINT %3$s"),
    DEFER_FOREIGN_KEY(Kind.FOREIGN_KEY, "ALTER TABLE %2$s ALTER CONSTRAINT %3$s DEFERRABLE INITIALLY DEFERRED"),
    DROP_INDEX(Kind.INDEX, "DROP INDEX %1$s CASCADE"),
    RENAME_INDEX(Kind.INDEX, "ALTER INDEX %1$s RENAME TO renamed_%4$d"),
    FILL_INDEX(Kind.INDEX, "ALTER INDEX %1$s SET (fillfactor = 80)"),
    DROP_TABLE(Kind.TABLE, "DROP TABLE %1$s CASCADE"),
    RENAME_TABLE(Kind.TABLE, "ALTER TABLE %1$s RENAME TO renamed_%4$d"),
    ADD_COLUMN(Kind.TABLE, "ALTER TABLE %1$s ADD COLUMN c_%4$d int NOT NULL DEFAULT %4$d"),
    ADD_UUID(Kind.TABLE, "ALTER TABLE %1$s ADD COLUMN c_%4$d uuid DEFAULT gen_random_uuid()"),
    ADD_IDENTITY(Kind.TABLE, "ALTER TABLE %1$s ADD COLUMN c_%4$d int GENERATED ALWAYS AS IDENTITY"),
    COPY_TABLE(Kind.TABLE, "CREATE TABLE copy_%4$d (LIKE %1$s INCLUDING ALL)"),
    INHERIT_TABLE(Kind.TABLE, "CREATE TABLE child_%4$d (more int) INHERITS (%1$s)"),
    SECURE_TABLE(Kind.TABLE, "ALTER TABLE %1$s ENABLE ROW LEVEL SECURITY"),
    POLICY_ON_TABLE(Kind.TABLE, "CREATE POLICY policy_%4$d ON %1$s USING (true)"),
    FILL_TABLE(Kind.TABLE, "ALTER TABLE %1$s SET (fillfactor = 70)"),
    UNLOG_TABLE(Kind.TABLE, "ALTER TABLE %1$s SET UNLOGGED"),
    GRANT_TABLE(Kind.TABLE, "GRANT SELECT, INSERT ON %1$s TO PUBLIC"),
    MOVE_TABLE(Kind.TABLE, "CREATE SCHEMA moved_%4$d; ALTER TABLE %1$s SET SCHEMA moved_%4$d"),
    DROP_VIEW(Kind.VIEW, "DROP VIEW %1$s CASCADE"),
    VIEW_ON_VIEW(Kind.VIEW, "CREATE VIEW view_%4$d AS SELECT * FROM %1$s"),
    DROP_MATERIALIZED(Kind.MATERIALIZED_VIEW, "DROP MATERIALIZED VIEW %1$s CASCADE"),
    DROP_ROUTINE(Kind.ROUTINE, "DROP ROUTINE %1$s CASCADE"),
    COST_ROUTINE(Kind.ROUTINE, "ALTER ROUTINE %1$s COST %4$d"),
    DROP_TRIGGER(Kind.TRIGGER, "DROP TRIGGER %3$s ON %2$s"),
    DISABLE_TRIGGER(Kind.TRIGGER, "ALTER TABLE %2$s DISABLE TRIGGER %3$s"),
    DROP_TYPE(Kind.TYPE, "DROP TYPE %1$s CASCADE"),
    ADD_LABEL(Kind.TYPE, "ALTER TYPE %1$s ADD VALUE 'label %4$d'"),
    RENAME_TYPE(Kind.TYPE, "ALTER TYPE %1$s RENAME TO renamed_%4$d"),
    DROP_DOMAIN(Kind.DOMAIN, "DROP DOMAIN %1$s CASCADE"),
    CHECK_DOMAIN(Kind.DOMAIN, "ALTER DOMAIN %1$s ADD CHECK (VALUE IS NOT NULL)"),
    COUNT_OTHERWISE(Kind.SEQUENCE, "ALTER SEQUENCE %1$s INCREMENT %4$d"),
    DROP_SEQUENCE(Kind.SEQUENCE, "DROP SEQUENCE %1$s CASCADE"),
    GRANT_SCHEMA(Kind.NAMESPACE, "GRANT CREATE ON SCHEMA %1$s TO PUBLIC");

    private static final int ATTEMPTS = 200;

    private final Kind kind;
    private final String sql;

    Mutation(Kind kind, String sql) {
        this.kind = kind;
        this.sql = sql;
    }

    /// Does things chosen at random until so many have been taken by the server, or it takes no more.
    ///
    /// @return what was done
    static List<String> apply(Connection connection, Model model, Random random, int count) throws SQLException {
        List<String> done = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            for (int attempt = 0; attempt < ATTEMPTS && done.size() < count; attempt++) {
                Mutation mutation = values()[random.nextInt(values().length)];
                List<ObjectId> candidates = model.parts().keySet().stream()
                        .filter(id -> id.kind() == mutation.kind)
                        .toList();
                if (!candidates.isEmpty()) {
                    String sql = mutation.about(candidates.get(random.nextInt(candidates.size())), 2 + done.size());
                    try {
                        statement.execute(sql);
                        done.add(sql);
                    } catch (SQLException refused) {
                        // It does not fit that part, or an earlier one took it away.
                    }
                }
            }
        }
        return done;
    }

    private String about(ObjectId id, int number) {
        String relation = id.schema().isEmpty() ? "" : id.qualified().sql();
        return sql.formatted(id.sql(), relation, Sql.identifier(id.part()), number);
    }
}
