package dev.pgsteady.backup.exchange;

/// What a column of PostgreSQL holds that SQLite can hold as well.
public enum ColumnType {
    BOOLEAN("boolean"),
    BIGINT("bigint"),
    DOUBLE("double precision"),
    NUMERIC("numeric"),
    TEXT("text"),
    BYTEA("bytea"),
    TIMESTAMPTZ("timestamp with time zone"),
    DATE("date"),
    TIME("time without time zone"),
    UUID("uuid"),
    JSONB("jsonb");

    private final String sql;

    ColumnType(String sql) {
        this.sql = sql;
    }

    /// Its name in SQL.
    public String sql() {
        return sql;
    }
}
