package dev.pgsteady.migrate.adopt;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.schema.Schema;
import dev.pgsteady.schema.Table;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The tools whose histories are known, each told by the tables in which it keeps its history.
///
/// A query says how far a tool came: how many migrations are applied, where the tool keeps that, the last
/// one, and a detail. Others say what is half done, one row for each. `{}` stands for the table that they
/// look into.
@SuppressWarnings("ImmutableEnumChecker") // its records hold strings alone
public enum ForeignTool {
    FLYWAY(
            "Flyway",
            "In Flyway: finish it or take it back by hand, then 'flyway repair'.",
            new Main(
                    ".*",
                    "installed_rank version type script checksum success",
                    """
                    SELECT count(*), (array_agg(version ORDER BY installed_rank DESC))[1], NULL
                      FROM {} h
                     WHERE success AND version IS NOT NULL AND type !~ '^(UNDO|DELETE|SCHEMA)'
                       AND NOT EXISTS (SELECT FROM {} u WHERE u.version = h.version AND u.type ~ '^(UNDO|DELETE)'
                                                          AND u.installed_rank > h.installed_rank)""",
                    "SELECT script || ' failed' FROM {} WHERE NOT success ORDER BY installed_rank"),
            Beside.NONE),
    LIQUIBASE(
            "Liquibase",
            "In Liquibase: let the run that holds the lock end, or 'liquibase release-locks'; then mend what failed.",
            new Main(
                    "databasechangelog",
                    "id author filename dateexecuted orderexecuted exectype",
                    """
                    SELECT count(*), (array_agg(id ORDER BY orderexecuted DESC))[1], NULL
                      FROM {} WHERE exectype IN ('EXECUTED', 'RERAN', 'MARK_RAN')""",
                    "SELECT 'change set ' || id || ' failed' FROM {} WHERE exectype = 'FAILED' ORDER BY orderexecuted"),
            new Beside(
                    "databasechangeloglock",
                    false,
                    "SELECT 'its lock is held by ' || coalesce(lockedby, 'nobody known') FROM {} WHERE locked")),
    ALEMBIC("Alembic", "", new Main("alembic_version", "=version_num", """
                    SELECT NULL, string_agg(version_num, ', ' ORDER BY version_num),
                           CASE WHEN count(*) > 1 THEN count(*) || ' heads' END
                      FROM {}""", ""), Beside.NONE),
    DJANGO("Django", "", new Main("django_migrations", "id app name applied", """
                    SELECT count(*), (array_agg(app || '.' || name ORDER BY id DESC))[1],
                           'of ' || count(DISTINCT app) || ' apps'
                      FROM {}""", ""), Beside.NONE),
    RAILS(
            "Rails",
            "",
            new Main("schema_migrations", "=version", "SELECT count(*), max(version), NULL FROM {}", ""),
            new Beside("ar_internal_metadata", true, "")),
    PRISMA(
            "Prisma",
            "In Prisma: mend it by hand, then 'prisma migrate resolve' with --applied or --rolled-back.",
            new Main(
                    "_prisma_migrations", "id checksum finished_at migration_name rolled_back_at started_at", """
                    SELECT count(*), (array_agg(migration_name ORDER BY started_at DESC))[1], NULL
                      FROM {} WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL""", """
                    SELECT migration_name || ' began and did not finish' FROM {}
                     WHERE finished_at IS NULL AND rolled_back_at IS NULL ORDER BY started_at"""),
            Beside.NONE),
    DIESEL(
            "Diesel",
            "",
            new Main("__diesel_schema_migrations", "version run_on", "SELECT count(*), max(version), NULL FROM {}", ""),
            Beside.NONE),
    ECTO(
            "Ecto",
            "",
            new Main(
                    "schema_migrations",
                    "version inserted_at",
                    "SELECT count(*), max(version)::text, NULL FROM {}",
                    ""),
            Beside.NONE),
    GOOSE("goose", "", new Main("goose_db_version", "id version_id is_applied tstamp", """
                    SELECT count(*), max(version_id)::text, NULL
                      FROM (SELECT DISTINCT ON (version_id) version_id, is_applied FROM {}
                             ORDER BY version_id, id DESC) newest
                     WHERE is_applied AND version_id > 0""", ""), Beside.NONE),
    GOLANG_MIGRATE(
            "golang-migrate",
            "In golang-migrate: mend the database by hand, then 'migrate force VERSION'.",
            new Main(
                    "schema_migrations",
                    "version dirty",
                    "SELECT NULL, max(version)::text, NULL FROM {}",
                    "SELECT 'version ' || version || ' is dirty' FROM {} WHERE dirty"),
            Beside.NONE),
    /// Rails before release 5 looks the same.
    DBMATE(
            "dbmate",
            "",
            new Main("schema_migrations", "=version", "SELECT count(*), max(version), NULL FROM {}", ""),
            Beside.NONE),
    SEQUELIZE(
            "Sequelize",
            "",
            new Main("(?i)sequelize_?meta", "=name", "SELECT count(*), max(name), NULL FROM {}", ""),
            Beside.NONE),
    KNEX(
            "Knex",
            "In Knex: let the run that holds the lock end, or 'knex migrate:unlock'.",
            new Main(
                    "knex_migrations",
                    "id name batch migration_time",
                    "SELECT count(*), (array_agg(name ORDER BY id DESC))[1], NULL FROM {}",
                    ""),
            new Beside("knex_migrations_lock", false, "SELECT 'its lock is held' FROM {} WHERE is_locked <> 0")),
    TYPEORM(
            "TypeORM",
            "",
            new Main(
                    "migrations|typeorm_migrations",
                    "=id timestamp name",
                    "SELECT count(*), (array_agg(name ORDER BY \"timestamp\" DESC))[1], NULL FROM {}",
                    ""),
            Beside.NONE),
    NODE_PG_MIGRATE(
            "node-pg-migrate",
            "",
            new Main(
                    "pgmigrations",
                    "id name run_on",
                    "SELECT count(*), (array_agg(name ORDER BY id DESC))[1], NULL FROM {}",
                    ""),
            Beside.NONE);

    /// The table that a history is known by.
    ///
    /// @param names    its names, as a pattern
    /// @param columns  those that it has; with `=` in front, it has no others
    /// @param position the query that says how far the tool came
    /// @param trouble  the query that says what is half done; empty where a tool does not write that down
    private record Main(String names, String columns, String position, String trouble) {
        boolean fits(Table table) {
            Set<String> has = table.columns().stream().map(c -> c.name()).collect(Collectors.toSet());
            Set<String> wanted = Set.of(columns.replace("=", "").split(" ", -1));
            return table.kind() == Table.Kind.ORDINARY
                    && table.extension().isEmpty()
                    && Pattern.matches(names, table.name().name())
                    && (columns.startsWith("=") ? has.equals(wanted) : has.containsAll(wanted));
        }
    }

    /// A second table of the tool in the same schema.
    ///
    /// @param name     empty where there is none
    /// @param required whether the tool is known by it
    /// @param trouble  as of the first
    private record Beside(String name, boolean required, String trouble) {
        static final Beside NONE = new Beside("", false, "");
    }

    private final String words;
    private final String advice;
    private final Main main;
    private final Beside beside;

    /// @param advice what to do in the tool about what is half done
    ForeignTool(String words, String advice, Main main, Beside beside) {
        this.words = words;
        this.advice = advice;
        this.main = main;
        this.beside = beside;
    }

    /// As its makers write it.
    public String words() {
        return words;
    }

    /// What to do in the tool about what is half done; empty where it cannot be.
    String advice() {
        return advice;
    }

    /// The tool that keeps its history in this table.
    static Optional<ForeignTool> of(Table table, Schema schema) {
        return Arrays.stream(values())
                .filter(t -> t.main.fits(table))
                .filter(t -> !t.beside.required() || t.second(table, schema).isPresent())
                .findFirst();
    }

    /// The tool's second table.
    Optional<QualifiedName> second(Table table, Schema schema) {
        return beside.name().isEmpty()
                ? Optional.empty()
                : schema.table(new QualifiedName(table.name().schema(), beside.name()))
                        .map(Table::name);
    }

    /// The query that says how far the tool came, in one row: number, last one, detail.
    String position(QualifiedName table) {
        return main.position().replace("{}", table.sql());
    }

    /// The queries that say what is half done.
    List<String> troubles(QualifiedName table, Optional<QualifiedName> second) {
        Optional<String> first = main.trouble().isEmpty()
                ? Optional.empty()
                : Optional.of(main.trouble().replace("{}", table.sql()));
        Optional<String> other = second.filter(t -> !beside.trouble().isEmpty())
                .map(t -> beside.trouble().replace("{}", t.sql()));
        return Stream.of(first, other).flatMap(Optional::stream).toList();
    }
}
