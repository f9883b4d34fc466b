package dev.pgsteady.benchmarks;

import dev.pgsteady.core.RuleId;
import dev.pgsteady.readiness.CheckOptions;
import dev.pgsteady.readiness.Readiness;
import dev.pgsteady.readiness.Report;
import java.sql.Connection;

/// The whole check, all areas and rules.
record Pgsteady(Readiness readiness, Connection connection) implements Contender {
    private static final RuleId UNCOVERED = new RuleId("IX01");

    Pgsteady(Connection connection) {
        this(new Readiness(), connection);
    }

    @Override
    public String name() {
        return "pgsteady check";
    }

    @Override
    public Findings check() {
        Report report = readiness.check(connection, CheckOptions.usual());
        long uncovered = report.judgement(UNCOVERED).findings().size();
        return new Findings(report.findings().size(), uncovered);
    }
}
