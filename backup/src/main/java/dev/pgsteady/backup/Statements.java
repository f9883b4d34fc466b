package dev.pgsteady.backup;

import dev.pgsteady.backup.Ddl.Step;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.StatementWords;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// Runs statements; DDL so that a failure names the object that could not be made.
final class Statements {
    private static final int TOGETHER = 500;

    private Statements() {}

    /// Runs one statement that is no part of any schema.
    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// Runs steps, many to a transaction and a round trip. Not all to one: each object that is made
    /// keeps locks to its end, and the server has room for some thousand.
    static void together(Connection connection, List<Step> steps) throws SQLException {
        boolean automatic = connection.getAutoCommit();
        connection.setAutoCommit(false);
        for (int from = 0; from < steps.size(); from += TOGETHER) {
            batch(connection, steps.subList(from, Math.min(steps.size(), from + TOGETHER)));
            connection.commit();
        }
        connection.setAutoCommit(automatic);
    }

    private static void batch(Connection connection, List<Step> steps) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (Step step : steps) {
                for (String sql : step.statements()) {
                    statement.addBatch(sql);
                }
            }
            statement.executeBatch();
        } catch (BatchUpdateException e) {
            throw failed(failing(steps, e.getUpdateCounts()), e);
        }
    }

    /// The server stops at the statement that failed: those before it have their counts.
    private static Step failing(List<Step> steps, int[] counts) {
        int left = 0;
        while (left < counts.length && counts[left] != Statement.EXECUTE_FAILED) {
            left++;
        }
        for (Step step : steps) {
            left -= step.statements().size();
            if (left < 0) {
                return step;
            }
        }
        return steps.getLast();
    }

    /// Runs one step, statement by statement.
    static void alone(Connection connection, Step step) {
        try (Statement statement = connection.createStatement()) {
            for (String sql : step.statements()) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw failed(step, e);
        }
    }

    private static Problem failed(Step step, SQLException e) {
        SQLException cause = e.getNextException() == null ? e : e.getNextException();
        Problem words = StatementWords.of(cause);
        return new Problem(
                words.kind(),
                "%s failed while the schema was restored: %s".formatted(step.words(), words.getMessage()),
                words.next(),
                e);
    }
}
