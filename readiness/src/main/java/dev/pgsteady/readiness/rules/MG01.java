package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Evidence;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Table;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// No history of migrations.
@AutoService(Rule.class)
public final class MG01 implements Rule {

    /// The tables in which migration tools keep their history.
    private static final Set<String> HISTORIES = Set.of(
            "flyway_schema_history",
            "schema_version",
            "databasechangelog",
            "alembic_version",
            "schema_migrations",
            "django_migrations",
            "_prisma_migrations",
            "__drizzle_migrations",
            "drizzle_migrations",
            "knex_migrations",
            "sequelizemeta",
            "sequelize_meta",
            "phinxlog",
            "doctrine_migration_versions",
            "migration_versions",
            "__diesel_schema_migrations",
            "goose_db_version",
            "refinery_schema_history",
            "_sqlx_migrations",
            "ar_internal_metadata",
            "__efmigrationshistory",
            "atlas_schema_revisions",
            "pgmigrations",
            "gorp_migrations",
            "schema_history",
            "mikro_orm_migrations",
            "typeorm_migrations",
            "kysely_migration",
            "_migrations",
            "__migrations",
            "schemaversions",
            "bun_migrations",
            "migrate_versions",
            "south_migrationhistory",
            "typeorm_metadata",
            "umzug_migrations",
            "yoyo_migration",
            "_yoyo_migration",
            "sqitch_changes",
            "rambler_migrations",
            "ragtime_migrations",
            "schema_info",
            "changelog",
            "dbversion",
            "db_version",
            "pgsteady_revisions",
            "pgsteady_history",
            "pgsteady_migrations",
            "playevolutions",
            "play_evolutions");

    private static final Pattern LIKELY = Pattern.compile(
            "(.*_)?(schema|db|database)_?(migrations?|versions?|history|revisions?)|(.*_)?migrations?(_history|_log)?|pgsteady_.*");
    private static final Pattern VERSION_COLUMN = Pattern.compile(
            ".*(version|migration|batch|timestamp|revision|checksum|applied|mandatory).*|name|filename|id");
    private static final int FEW = 12;
    private static final Words WORDS = new Words(
            new RuleId("MG01"),
            Severity.HIGH,
            "No history of migrations",
            """
            Nothing in the database says which changes it has had. Two copies of it differ sooner or later, nobody
            knows in what, and no change can be taken back in order.""",
            """
            Take the present schema as a baseline, keep every later change as a numbered file beside the code, and
            let a tool apply them and write down that it did.""",
            "Evolutionary Database Design (Fowler, Sadalage)");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Table> tables = facts.tables();
        if (tables.isEmpty()) {
            return new Verdict.Skipped("there are no tables");
        }
        return kept(facts)
                ? new Verdict.Passed()
                : Verdict.of(List.of(finding(
                        Subjects.database(facts),
                        "none of %,d tables is a migration tool's history".formatted(tables.size()),
                        Mend.procedure(words().remedy()),
                        tables.size())));
    }

    /// Whether a tool applies migrations to this database: it keeps a history here, or a comparison was recorded.
    static boolean kept(Facts facts) {
        return facts.schema().tables().stream().anyMatch(MG01::history)
                || facts.evidence().newest(Evidence.Kind.MIGRATION_STATE).isPresent();
    }

    /// Whether a migration tool keeps its history in this table.
    static boolean history(Table table) {
        String name = table.name().name().toLowerCase(Locale.ROOT);
        boolean likely = LIKELY.matcher(name).matches()
                && table.columns().size() <= FEW
                && table.columns().stream()
                        .allMatch(c -> !c.name().endsWith("_id") || c.name().equals("migration_id"))
                && table.columns().stream()
                        .anyMatch(c -> VERSION_COLUMN
                                .matcher(c.name().toLowerCase(Locale.ROOT))
                                .matches());
        return HISTORIES.contains(name) || likely;
    }
}
