package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.HistoryTool;
import dev.pgsteady.readiness.Probes.History;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Migration failed half-way.
///
/// Known from the histories of the tools in [HistoryTool], which were looked into. Histories that keep successes alone
/// have nothing to say, and the rule does not apply to them. While a migration is at work its row looks the same, so
/// that where a tool keeps the time only an old one counts.
@AutoService(Rule.class)
public final class MG02 implements Rule {

    private static final Words WORDS = new Words(
            new RuleId("MG02"),
            Severity.CRITICAL,
            "Migration failed half-way",
            """
            A migration stopped in the middle, and its tool wrote that down. What it did before is there and the
            rest is not. Until somebody decides, the tool applies nothing more, and the code runs on a schema that
            no file describes.""",
            """
            Find out what the migration did, finish it or take it back by hand, then tell the tool: flyway repair,
            prisma migrate resolve, migrate force, liquibase release-locks; pgsteady migrate up or down goes on.""",
            "Evolutionary Database Design (Fowler, Sadalage); the tools' own manuals");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        Map<QualifiedName, History> looked = new TreeMap<>();
        facts.live().probes().histories().forEach(h -> looked.put(h.table(), h));
        List<Table> histories = HistoryTool.in(facts);
        if (histories.isEmpty()) {
            return new Verdict.Skipped("there is no history of migrations that keeps failures");
        }
        List<Finding> findings = histories.stream()
                .filter(t -> failures(looked, t).orElse(0L) > 0)
                .map(this::found)
                .toList();
        Optional<Table> unread =
                histories.stream().filter(t -> failures(looked, t).isEmpty()).findFirst();
        return findings.isEmpty() && unread.isPresent() ? unread(facts, unread.get()) : Verdict.of(findings);
    }

    private static Optional<Long> failures(Map<QualifiedName, History> looked, Table table) {
        return Optional.ofNullable(looked.get(table.name())).flatMap(History::failures);
    }

    private static Verdict unread(Facts facts, Table table) {
        return new Verdict.Unknown("the history %s could not be read; GRANT SELECT ON %s TO %s shows it"
                .formatted(
                        table.name().sql(),
                        table.name().sql(),
                        Subjects.role(facts.server().role()).name()));
    }

    private Finding found(Table table) {
        HistoryTool tool = HistoryTool.of(table).orElseThrow();
        return finding(About.table(table), evidence(tool), Mend.procedure(words().remedy()), 0)
                .at(tool == HistoryTool.LIQUIBASE ? Severity.HIGH : Severity.CRITICAL);
    }

    private static String evidence(HistoryTool tool) {
        return switch (tool) {
            case PGSTEADY -> "a revision was broken off more than an hour ago and is not complete";
            case FLYWAY -> "Flyway's history has a migration that failed";
            case PRISMA -> "Prisma's history has a migration that began more than an hour ago and did not finish";
            case SQLX -> "SQLx's history has a migration that did not succeed";
            case ATLAS -> "Atlas's history has a migration that ended with an error";
            case GOLANG_MIGRATE -> "golang-migrate calls the database dirty, and no migration is at work";
            case LIQUIBASE -> "Liquibase has been holding its lock for more than a day";
        };
    }
}
