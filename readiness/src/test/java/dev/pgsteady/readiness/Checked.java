package dev.pgsteady.readiness;

import dev.pgsteady.core.Configuration.Suppression;
import dev.pgsteady.core.Origin;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Timeouts;
import dev.pgsteady.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// Checks of test databases.
final class Checked {
    /// Names that every format has its own trouble with, and a fault for each of several areas.
    static final String HARD_NAMES = """
            create schema "a|b `c` <b>&'@team #1";
            create table "a|b `c` <b>&'@team #1"."t
            ```]]>\u0001" (id int, email text, balance double precision, "x_*y*_id" int);
            create table orders (id int primary key, customer_id int, json_data json, created timestamp);
            create table customer (id int primary key);
            alter table orders add foreign key (customer_id) references customer""";

    private Checked() {}

    static Report report(TestDatabase database, Suppression... suppressions) throws SQLException {
        try (Connection connection = database.connect()) {
            return new Readiness()
                    .check(
                            connection,
                            new CheckOptions(
                                    Timeouts.FOR_CHECKS, Evidence.none(), List.of(suppressions), Probes.UNASKED));
        }
    }

    static Suppression suppression(String rule, String subject, Optional<LocalDate> until) {
        return new Suppression(new RuleId(rule), subject, "a reason", until, new Origin.Line("pgsteady.toml", 3));
    }
}
