package dev.pgsteady.data.limits;

import dev.pgsteady.core.Database;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.StatementWords;
import dev.pgsteady.data.SchemaSql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// Rate limits, kept in the database and so the same for all processes of an application.
///
/// ```java
/// Limits limits = new Limits(database, "app");
/// LimitRule login = LimitRule.of("login", 5, Duration.ofMinutes(1)).failingClosed();
/// Decision decision = limits.ask(login, clientAddress);
/// ```
///
/// A decision is one statement, in no transaction of the caller's. A client that was just refused costs none. The
/// tables are made by a migration that carries [#up(String)]. A subject is stored as it is given: give a digest of an
/// API key.
public final class Limits {
    private static final System.Logger LOG = System.getLogger(Limits.class.getName());
    private static final Duration LONGEST_BLOCK = Duration.ofDays(365_000);
    private static final int BATCH = 1_000;

    private final Database database;
    private final LimitTables tables;
    private final String ask;
    private final String clean;
    private final Refusals refusals;

    /// Limits in the tables of a schema.
    public Limits(Database database, String schema) {
        this(database, schema, InstantSource.system());
    }

    Limits(Database database, String schema, InstantSource clock) {
        this.database = database;
        this.tables = new LimitTables(database, schema);
        this.ask = SchemaSql.read(Limits.class, "ask.sql", schema);
        this.clean = SchemaSql.read(Limits.class, "clean.sql", schema);
        this.refusals = new Refusals(clock);
    }

    /// The statements that make the tables, for a migration's way up.
    public static String up(String schema) {
        return SchemaSql.read(Limits.class, "up.sql", schema);
    }

    /// The statements that drop them, for its way down.
    public static String down(String schema) {
        return SchemaSql.read(Limits.class, "down.sql", schema);
    }

    /// Decides about one request of a client.
    public Decision ask(LimitRule rule, String subject) {
        return ask(rule, subject, 1);
    }

    /// Decides about a request that counts for several.
    ///
    /// @throws IllegalArgumentException when it counts for less than 1 or more than the limit
    public Decision ask(LimitRule rule, String subject, int cost) {
        if (cost < 1 || cost > rule.limit()) {
            throw new IllegalArgumentException("a request counts for 1 to " + rule.limit());
        }
        Optional<Decision> known = refusals.of(rule, subject, cost);
        if (known.isPresent()) {
            return known.get();
        }
        try {
            Decision decision = decide(rule, subject, cost);
            if (!decision.allowed()) {
                refusals.add(subject, cost, decision);
            }
            return decision;
        } catch (Problem e) {
            LOG.log(System.Logger.Level.WARNING, "a limit could not be asked for: {0}", e.getMessage());
            return unanswered(rule);
        }
    }

    private Decision decide(LimitRule rule, String subject, int cost) {
        Connection connection = database.borrow();
        Decision decision;
        try (PreparedStatement statement = connection.prepareStatement(ask)) {
            set(statement, rule, subject, cost);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                decision = decision(rule, cost, row);
            }
        } catch (SQLException e) {
            throw StatementWords.of(e);
        } finally {
            database.giveBack(connection);
        }
        if (decision.outcome() == Decision.Outcome.EXCEEDED && rule.exceeded() instanceof LimitRule.Exceeded.Block b) {
            return blocked(decision, subject, b.time());
        }
        return decision;
    }

    private static void set(PreparedStatement statement, LimitRule rule, String subject, int cost) throws SQLException {
        long share = rule.requestMicros() * cost;
        int at = 1;
        for (int pair = 0; pair < 3; pair++) {
            statement.setString(at++, rule.scope());
            statement.setString(at++, subject);
        }
        for (int times = 0; times < 3; times++) {
            statement.setLong(at++, share);
        }
        statement.setLong(at++, rule.windowMicros());
        statement.setString(at++, rule.scope());
        statement.setString(at, subject);
        statement.setQueryTimeout(1);
    }

    private static Decision decision(LimitRule rule, int cost, ResultSet row) throws SQLException {
        if (row.getBoolean("exempt")) {
            return new Decision(
                    rule, Decision.Outcome.EXEMPT, true, rule.limit(), Duration.ZERO, Duration.ZERO, Optional.empty());
        }
        if (row.getBoolean("blocked")) {
            long left = row.getLong("blocked_for");
            Duration retry = row.wasNull() ? LONGEST_BLOCK : micros(left);
            return new Decision(
                    rule,
                    Decision.Outcome.BLOCKED,
                    false,
                    0,
                    retry,
                    retry,
                    Optional.ofNullable(row.getString("reason")));
        }
        long used = row.getLong("used");
        if (!row.wasNull()) {
            int remaining = (int) Math.max(0, (rule.windowMicros() - used) / rule.requestMicros());
            return new Decision(
                    rule, Decision.Outcome.WITHIN, true, remaining, micros(used), Duration.ZERO, Optional.empty());
        }
        return exceeded(rule, cost, row.getLong("used_before"));
    }

    /// What was used is read as it was when the statement began; others may have used more since.
    private static Decision exceeded(LimitRule rule, int cost, long used) {
        long share = rule.requestMicros();
        long wait = Math.max(used + share * cost - rule.windowMicros(), Math.min(share, 1_000));
        int remaining = (int) Math.clamp((rule.windowMicros() - used) / share, 0, cost - 1L);
        return new Decision(
                rule,
                Decision.Outcome.EXCEEDED,
                rule.exceeded() instanceof LimitRule.Exceeded.Log,
                remaining,
                micros(used),
                micros(wait),
                Optional.empty());
    }

    private Decision blocked(Decision exceeded, String subject, Duration time) {
        LimitRule rule = exceeded.rule();
        String reason = "more than " + rule.limit() + " in " + rule.window().toSeconds() + " s";
        try {
            tables.blockFor(new Block(rule.scope(), subject, Optional.empty(), reason, "pgsteady"), time);
        } catch (Problem e) {
            LOG.log(System.Logger.Level.WARNING, "a client could not be blocked: {0}", e.getMessage());
            return exceeded;
        }
        return new Decision(rule, Decision.Outcome.BLOCKED, false, 0, time, time, Optional.of(reason));
    }

    private static Decision unanswered(LimitRule rule) {
        boolean allowed = rule.unanswered() == LimitRule.Unanswered.ALLOW;
        return new Decision(
                rule,
                Decision.Outcome.UNANSWERED,
                allowed,
                0,
                Duration.ZERO,
                allowed ? Duration.ZERO : Duration.ofSeconds(1),
                Optional.empty());
    }

    private static Duration micros(long micros) {
        return Duration.of(Math.max(0, micros), ChronoUnit.MICROS);
    }

    /// Gives a client its whole share back, as after a password that was right. One statement, in no
    /// transaction of the caller's. Blocks and exemptions stay. A client that has used nothing is no error.
    ///
    /// Here it is seen at once. Another process that refused the client a moment ago refuses it until the
    /// time that it told, for 5 s at most; so does this one when it was just refusing it on another thread.
    ///
    /// @param scope of the rules by which it was asked
    /// @throws Problem when the database does not answer; then nothing is forgotten
    public void forget(String scope, String subject) {
        tables.forget(scope, subject);
        refusals.forget(scope, subject);
    }

    /// Keeps a client out. Other processes see it at once, unless they refuse the client already.
    public void block(Block block) {
        tables.block(block);
        refusals.forget(block.scope(), block.subject());
    }

    /// Lets a client in again. Here it is seen at once, in other processes after 5 s at most.
    ///
    /// @return whether it was blocked
    public boolean unblock(String scope, String subject, String reason, String actor) {
        boolean was = tables.unblock(new Block(scope, subject, Optional.empty(), reason, actor));
        refusals.forget(scope, subject);
        return was;
    }

    /// Takes a client out of a scope's limits.
    public void exempt(String scope, String subject, String reason, String actor) {
        tables.exempt(new Block(scope, subject, Optional.empty(), reason, actor));
        refusals.forget(scope, subject);
    }

    /// Puts a client under a scope's limits again.
    ///
    /// @return whether it was exempt
    public boolean unexempt(String scope, String subject, String reason, String actor) {
        return tables.unexempt(new Block(scope, subject, Optional.empty(), reason, actor));
    }

    /// The clients that are kept out at this moment, by scope and subject.
    public List<Block> blocks() {
        return tables.blocks();
    }

    /// Deletes what is worth nothing any more: shares that are back, blocks that are over. In short
    /// transactions, so that it disturbs nobody; call it every few minutes.
    ///
    /// @return how many rows went
    public int clean() {
        int gone = 0;
        int batch = BATCH;
        while (batch >= BATCH) {
            batch = database.inTransaction(c -> {
                try (PreparedStatement statement = c.prepareStatement(clean);
                        ResultSet row = statement.executeQuery()) {
                    row.next();
                    return row.getInt(1);
                }
            });
            gone += batch;
        }
        return gone;
    }
}
