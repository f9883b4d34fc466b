package dev.pgsteady.core;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Every key that `pgsteady.toml` can have. This list is the source of its reference page.
public enum ConfigurationKey {
    DATABASE_URL(
            "database.url", Type.TEXT, "", "The database, as on the command line; used when nothing else names one."),
    POOL_SIZE("database.pool.size", Type.NUMBER, "10", "Connections kept open when idle."),
    POOL_OVERFLOW("database.pool.overflow", Type.NUMBER, "20", "Connections beyond that under load."),
    POOL_TIMEOUT("database.pool.timeout", Type.DURATION, "30s", "How long a borrower waits for a connection."),
    POOL_PRE_PING(
            "database.pool.pre_ping", Type.FLAG, "true", "Prove that a connection is alive each time it is borrowed."),
    POOL_RECYCLE("database.pool.recycle", Type.DURATION, "1h", "Age at which a connection is replaced; 0 for never."),
    STATEMENT_TIMEOUT(
            "database.statement_timeout", Type.DURATION, "5s", "Longest statement of a check; 0 for no limit."),
    LOCK_TIMEOUT(
            "database.lock_timeout", Type.DURATION, "200ms", "Longest wait of a check for a lock; 0 for no limit."),
    IDLE_IN_TRANSACTION_TIMEOUT(
            "database.idle_in_transaction_timeout",
            Type.DURATION,
            "60s",
            "Longest idle time inside a check's transaction."),
    SUPPRESS("check.suppress", Type.SUPPRESSIONS, "[]", "Findings that are known and accepted, with the reason."),
    BASELINE(
            "check.baseline",
            Type.TEXT,
            "",
            "The file of findings that were there already, as --baseline names it; relative to this file."),
    PROOFS(
            "transactions.proofs",
            Type.TEXT,
            "",
            "The folder of the proofs that flows are atomic; relative to the folder of this file."),
    MIGRATE_DIRECTORY(
            "migrate.directory",
            Type.TEXT,
            "db/migrations",
            "The folder of the migrations; relative to the folder of this file."),
    MIGRATE_SCHEMA("migrate.schema", Type.TEXT, "public", "The schema of the table that holds a database's history."),
    MIGRATE_FLYWAY(
            "migrate.flyway",
            Type.TEXT,
            "",
            "A folder of Flyway's files (V1__users.sql) that is read beside it; relative to the folder of this file."),
    MIGRATE_PLACEHOLDERS(
            "migrate.placeholders",
            Type.TEXT,
            "",
            "What placeholders in Flyway's files stand for: name=value, with commas between."),
    LINT_START_AFTER(
            "migrate.lint.start_after",
            Type.TEXT,
            "",
            "The last migration that lint leaves alone: a revision's id, a date, or the name of a file."),
    ENTITIES_CLASSPATH(
            "entities.classpath",
            Type.TEXT,
            "",
            "The class path of a Java application, as --classpath names it; relative to the folder of this file."),
    ENTITIES_PACKAGES(
            "entities.packages",
            Type.TEXT,
            "",
            "The packages of its entities, with commas between them; all if empty."),
    ENTITIES_NAMING(
            "entities.naming",
            Type.TEXT,
            "",
            "How its names become those of the database: snake_case, as_written, or the class of a"
                    + " PhysicalNamingStrategy; when left out, what the application or its framework says."),
    ENTITIES_SERVER(
            "entities.server",
            Type.NUMBER,
            "15",
            "The oldest release of PostgreSQL that their schema is for; from 18 on ordered UUID keys get a default of"
                    + " uuidv7()."),
    BACKUP_STORE(
            "backup.store",
            Type.TEXT,
            "",
            "Where backups are kept: a folder (relative to the folder of this file), s3://bucket/prefix or"
                    + " sftp://user@host/path; a folder of the state directory if empty."),
    BACKUP_COPIES("backup.copies", Type.TEXT, "", "Further stores that each backup is copied to, with commas between."),
    BACKUP_PASSPHRASE_FILE(
            "backup.passphrase_file",
            Type.TEXT,
            "",
            "The file whose first line is the passphrase of the repository; relative to the folder of this file."),
    BACKUP_DATABASES(
            "backup.databases", Type.TEXT, "", "The databases that are backed up, with commas between; all if empty."),
    BACKUP_KEEP(
            "backup.keep",
            Type.TEXT,
            "last=3, daily=7, weekly=4, monthly=12",
            "Which backups are kept: counts of last, daily, weekly, monthly, yearly, and within=30d."),
    BACKUP_SMOKE(
            "backup.smoke",
            Type.TEXT,
            "",
            "A file of queries, each on a line of its own, that a drill runs on the restored database; relative to the"
                    + " folder of this file."),
    BACKUP_SCHEDULE(
            "backup.schedule",
            Type.TEXT,
            "0 3 * * *",
            "When 'pgsteady run' takes a logical backup, as cron says it; never if empty."),
    BACKUP_PHYSICAL(
            "backup.physical",
            Type.TEXT,
            "",
            "When 'pgsteady run' takes a full physical backup of the whole server, as cron says it; never if empty."),
    BACKUP_INCREMENTAL(
            "backup.incremental",
            Type.TEXT,
            "",
            "When 'pgsteady run' takes a physical backup of the blocks that changed since the last one (PostgreSQL 17"
                    + " and newer), as cron says it; never if empty. When a full one is due too, that one is taken."),
    BACKUP_DRILL(
            "backup.drill",
            Type.TEXT,
            "0 5 * * 0",
            "When 'pgsteady run' drills the newest backup, as cron says it; never if empty."),
    BACKUP_HOOK(
            "backup.hook",
            Type.TEXT,
            "",
            "A program that is run after each backup, drill and pruning with what came of it as JSON on its standard"
                    + " input."),
    BACKUP_CONTACTS(
            "backup.contacts",
            Type.TEXT,
            "",
            "Who decides and who helps in a restore, with commas between: name and number, as the runbook shows them."),
    BACKUP_RUNBOOK(
            "backup.runbook",
            Type.TEXT,
            "RESTORE.md",
            "The restore document that 'pgsteady runbook' writes; relative to the folder of this file."),
    OUTPUT_FORMAT("output.format", Type.TEXT, "text", "How results are printed: text or json."),
    OUTPUT_COLOR("output.color", Type.TEXT, "auto", "Whether colours are used: auto, always or never.");

    /// What a value looks like.
    public enum Type {
        TEXT("a string"),
        NUMBER("a whole number"),
        FLAG("true or false"),
        DURATION("a duration such as \"200ms\", \"5s\", \"2min\", \"1h\", or a whole number of seconds"),
        SUPPRESSIONS("a list of { rule, subject, reason, until }");

        private final String words;

        Type(String words) {
            this.words = words;
        }

        /// The words for a person.
        public String words() {
            return words;
        }
    }

    private final String path;
    private final Type type;
    private final String standard;
    private final String meaning;

    ConfigurationKey(String path, Type type, String standard, String meaning) {
        this.path = path;
        this.type = type;
        this.standard = standard;
        this.meaning = meaning;
    }

    /// The key with the tables it is in: `database.pool.size`.
    public String path() {
        return path;
    }

    /// What its value looks like.
    public Type type() {
        return type;
    }

    /// What holds without it; empty when nothing does.
    public String standard() {
        return standard;
    }

    /// One sentence for the reference page.
    public String meaning() {
        return meaning;
    }

    static Optional<ConfigurationKey> ofPath(String path) {
        return Arrays.stream(values()).filter(key -> key.path.equals(path)).findFirst();
    }

    static List<String> paths() {
        return Arrays.stream(values()).map(ConfigurationKey::path).toList();
    }
}
