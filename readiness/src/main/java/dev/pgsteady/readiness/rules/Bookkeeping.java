package dev.pgsteady.readiness.rules;

import dev.pgsteady.readiness.Facts;
import dev.pgsteady.schema.Table;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/// Tables that a tool (of migrations, of partitions, of jobs) keeps for itself, whose shape is not the team's to mend.
final class Bookkeeping {
    private static final Set<String> TABLES = Set.of(
            "flyway_schema_history",
            "schema_version",
            "databasechangelog",
            "databasechangeloglock",
            "alembic_version",
            "schema_migrations",
            "schema_migrations_lock",
            "data_migrations",
            "ar_internal_metadata",
            "django_migrations",
            "django_content_type",
            "_prisma_migrations",
            "__drizzle_migrations",
            "knex_migrations",
            "knex_migrations_lock",
            "sequelizemeta",
            "typeorm_metadata",
            "migrations",
            "phinxlog",
            "__diesel_schema_migrations",
            "goose_db_version",
            "refinery_schema_history",
            "_sqlx_migrations",
            "__efmigrationshistory",
            "atlas_schema_revisions",
            "pgmigrations",
            "sqitch_changes",
            "gorp_migrations");

    private static final Set<String> SCHEMAS =
            Set.of("partman", "cron", "pgagent", "pgboss", "graphile_worker", "hdb_catalog", "pgsteady");

    private Bookkeeping() {}

    static boolean keeps(Table table) {
        String name = table.name().name().toLowerCase(Locale.ROOT);
        return TABLES.contains(name)
                || SCHEMAS.contains(table.name().schema())
                || name.startsWith("pgsteady_")
                || name.startsWith("pghero_");
    }

    /// The tables that a report names: no partitions, no tool's own.
    static Stream<Table> none(Facts facts) {
        return facts.once(Others.class, f -> List.of(Others.of(f))).getFirst().tables().stream();
    }

    /// Those tables.
    private record Others(List<Table> tables) {
        static Others of(Facts facts) {
            return new Others(facts.roots().stream().filter(t -> !keeps(t)).toList());
        }
    }
}
