package dev.pgsteady.data.limits;

import dev.pgsteady.core.Database;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.StatementWords;
import dev.pgsteady.data.SchemaSql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Blocks and exemptions, each written with a line in the log of who said so; and shares that are forgotten.
final class LimitTables {
    private final Database database;
    private final String schema;
    private final String blocking;
    private final String blockingFor;
    private final String exempting;
    private final String logging;

    LimitTables(Database database, String schema) {
        this.database = database;
        this.schema = Sql.identifier(schema);
        this.blocking = SchemaSql.read(Limits.class, "block.sql", schema);
        this.blockingFor = SchemaSql.read(Limits.class, "block_for.sql", schema);
        this.exempting = SchemaSql.read(Limits.class, "exempt.sql", schema);
        this.logging = SchemaSql.read(Limits.class, "log.sql", schema);
    }

    /// Blocks a client, whatever held for it before.
    void block(Block block) {
        Optional<Timestamp> until = block.until().map(Timestamp::from);
        database.inTransaction(c -> {
            try (PreparedStatement statement = c.prepareStatement(blocking)) {
                statement.setString(1, block.scope());
                statement.setString(2, block.subject());
                statement.setTimestamp(3, until.orElse(null));
                statement.setString(4, block.reason());
                statement.setString(5, block.actor());
                statement.executeUpdate();
            }
            return log(c, block, "block", until);
        });
    }

    /// Blocks a client for a while by the server's clock, unless it is blocked already: many requests may
    /// exceed a limit at the same moment. In no transaction of the caller's, which may be rolled back.
    void blockFor(Block block, Duration time) {
        Connection connection = database.borrow();
        try (PreparedStatement statement = connection.prepareStatement(blockingFor)) {
            statement.setString(1, block.scope());
            statement.setString(2, block.subject());
            statement.setLong(3, time.toMillis() * 1_000);
            statement.setString(4, block.reason());
            statement.setString(5, block.actor());
            statement.executeUpdate();
        } catch (SQLException e) {
            throw StatementWords.of(e);
        } finally {
            database.giveBack(connection);
        }
    }

    /// Deletes what a client has used of its share, in no transaction of the caller's.
    void forget(String scope, String subject) {
        String sql = "delete from %s.pgsteady_limit_buckets where scope = ? and subject = ?".formatted(schema);
        Connection connection = database.borrow();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, scope);
            statement.setString(2, subject);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw StatementWords.of(e);
        } finally {
            database.giveBack(connection);
        }
    }

    boolean unblock(Block block) {
        return database.inTransaction(c -> delete(c, "pgsteady_limit_blocks", block, "unblock"));
    }

    void exempt(Block block) {
        database.inTransaction(c -> {
            try (PreparedStatement statement = c.prepareStatement(exempting)) {
                statement.setString(1, block.scope());
                statement.setString(2, block.subject());
                statement.setString(3, block.reason());
                statement.setString(4, block.actor());
                statement.executeUpdate();
            }
            return log(c, block, "exempt", Optional.empty());
        });
    }

    boolean unexempt(Block block) {
        return database.inTransaction(c -> delete(c, "pgsteady_limit_exemptions", block, "unexempt"));
    }

    private boolean delete(Connection connection, String table, Block block, String what) throws SQLException {
        String sql = "delete from %s.%s where scope = ? and subject = ?".formatted(schema, table);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, block.scope());
            statement.setString(2, block.subject());
            return statement.executeUpdate() > 0 && log(connection, block, what, Optional.empty());
        }
    }

    private boolean log(Connection connection, Block block, String what, Optional<Timestamp> until)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(logging)) {
            statement.setString(1, block.scope());
            statement.setString(2, block.subject());
            statement.setString(3, what);
            statement.setTimestamp(4, until.orElse(null));
            statement.setString(5, block.reason());
            statement.setString(6, block.actor());
            return statement.executeUpdate() > 0;
        }
    }

    List<Block> blocks() {
        String sql = "select scope, subject, until, reason, actor from %s.pgsteady_limit_blocks".formatted(schema)
                + " where until is null or until > now() order by scope, subject";
        return database.read(c -> {
            List<Block> blocks = new ArrayList<>();
            try (PreparedStatement statement = c.prepareStatement(sql);
                    ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Optional<Instant> until =
                            Optional.ofNullable(rows.getTimestamp(3)).map(Timestamp::toInstant);
                    blocks.add(new Block(
                            rows.getString(1), rows.getString(2), until, rows.getString(4), rows.getString(5)));
                }
            }
            return blocks;
        });
    }
}
