package dev.pgsteady.core;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What `pgsteady.toml` says.
///
/// @param file         the file it is from; empty when there is none and everything is at its default
/// @param target       the database that it names
/// @param pool         the pool
/// @param checks       the time limits of checks
/// @param suppressions findings that are known and accepted
/// @param baseline     the file of findings that were there already
/// @param proofs       the folder of the proofs that flows are atomic
/// @param migrate      where migrations are and where their history is kept
/// @param entities     where the classes of the application are
/// @param backup       where backups are kept, and how
/// @param output       how results are printed
public record Configuration(
        Optional<Path> file,
        Optional<Target> target,
        PoolSettings pool,
        Timeouts checks,
        List<Suppression> suppressions,
        Optional<Path> baseline,
        Optional<Path> proofs,
        Migrate migrate,
        Entities entities,
        Backup backup,
        Output output) {
    public Configuration {
        suppressions = List.copyOf(suppressions);
    }

    /// What holds when there is no file.
    public static final Configuration DEFAULT = new Configuration(
            Optional.empty(),
            Optional.empty(),
            PoolSettings.DEFAULT,
            Timeouts.FOR_CHECKS,
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Migrate.DEFAULT,
            Entities.NONE,
            Backup.DEFAULT,
            new Output(Output.Format.TEXT, Output.Color.AUTO));

    /// A finding that is known and accepted.
    ///
    /// @param rule    the rule that finds it
    /// @param subject the subject's name as the finding has it; `*` for every subject
    /// @param reason  why it is accepted; never blank
    /// @param until   the last day on which it is; empty for always
    /// @param origin  where it is written
    public record Suppression(
            RuleId rule, String subject, String reason, Optional<LocalDate> until, Origin.Line origin) {
        private static final String EVERYTHING = "*";

        public Suppression {
            if (subject.isBlank() || reason.isBlank()) {
                throw new IllegalArgumentException("a suppression has a subject and a reason");
            }
        }

        /// Whether it holds for a finding on a day.
        public boolean covers(Finding finding, LocalDate day) {
            return rule.equals(finding.rule())
                    && (everywhere() || subject.equals(finding.subject().name()))
                    && !expired(day);
        }

        /// Whether its last day has passed.
        public boolean expired(LocalDate day) {
            return until.filter(day::isAfter).isPresent();
        }

        /// Whether it is for every subject.
        public boolean everywhere() {
            return subject.equals(EVERYTHING);
        }
    }

    /// Where migrations are and where their history is kept.
    ///
    /// @param directory    the folder of the files
    /// @param schema       the schema of the history's table
    /// @param flyway       a folder of Flyway's files that is read beside it
    /// @param placeholders what `${name}` stands for in those
    /// @param lintAfter    the last migration that lint leaves alone: an id, a date or a file
    public record Migrate(
            Path directory,
            String schema,
            Optional<Path> flyway,
            Map<String, String> placeholders,
            Optional<String> lintAfter) {
        /// What holds when nothing else is said.
        public static final Migrate DEFAULT = new Migrate(
                Path.of(ConfigurationKey.MIGRATE_DIRECTORY.standard()),
                ConfigurationKey.MIGRATE_SCHEMA.standard(),
                Optional.empty());

        public Migrate {
            if (schema.isBlank()) {
                throw new IllegalArgumentException("the history is in a schema");
            }
            placeholders = Map.copyOf(placeholders);
        }

        /// Without files of Flyway's.
        public Migrate(Path directory, String schema, Optional<String> lintAfter) {
            this(directory, schema, Optional.empty(), Map.of(), lintAfter);
        }
    }

    /// The Java application whose entities say what the schema should be.
    ///
    /// @param classPath its class path, as `java -cp` takes it
    /// @param packages  the packages of its entities; none for all
    /// @param naming    how names become those of the database
    /// @param server    the oldest release of PostgreSQL that the schema is for
    /// @param base      what relative paths are relative to
    public record Entities(
            Optional<String> classPath, List<String> packages, Optional<String> naming, int server, Path base) {
        /// The oldest server that pgsteady works with: what is written for it, all newer ones read.
        public static final int OLDEST = 15;

        /// There is none.
        public static final Entities NONE = new Entities(
                Optional.empty(),
                List.of(),
                Optional.empty(),
                OLDEST,
                Path.of("").toAbsolutePath());

        public Entities {
            packages = List.copyOf(packages);
            if (server < OLDEST) {
                throw new IllegalArgumentException("releases before " + OLDEST + " are not supported");
            }
        }
    }

    /// Where backups are kept, and how.
    ///
    /// @param store      the address of the store; empty for a folder of the state directory
    /// @param copies     further stores that each backup is copied to
    /// @param passphrase the file that holds the passphrase
    /// @param databases  which are backed up; none for all
    /// @param keep       which backups are kept, as `last=3, daily=7`
    /// @param smoke      a file of queries for drills
    /// @param times      when something is done
    /// @param hook       a program that hears of results
    /// @param contacts   who decides and who helps in a restore
    /// @param runbook    the restore document
    public record Backup(
            Optional<String> store,
            List<String> copies,
            Optional<Path> passphrase,
            List<String> databases,
            String keep,
            Optional<Path> smoke,
            Times times,
            Optional<String> hook,
            List<String> contacts,
            Path runbook) {
        /// What holds when nothing else is said.
        public static final Backup DEFAULT = new Backup(
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                ConfigurationKey.BACKUP_KEEP.standard(),
                Optional.empty(),
                Times.DEFAULT,
                Optional.empty(),
                List.of(),
                Path.of(ConfigurationKey.BACKUP_RUNBOOK.standard()));

        public Backup {
            copies = List.copyOf(copies);
            databases = List.copyOf(databases);
            contacts = List.copyOf(contacts);
        }
    }

    /// When what is done for backups, as cron says it; empty for never.
    ///
    /// @param logical     a logical backup is taken
    /// @param physical    a full physical backup of the whole server is taken
    /// @param incremental a physical backup of the changed blocks is taken
    /// @param drill       the newest backup is drilled
    public record Times(
            Optional<String> logical, Optional<String> physical, Optional<String> incremental, Optional<String> drill) {
        /// What holds when nothing else is said.
        public static final Times DEFAULT = new Times(
                Optional.of(ConfigurationKey.BACKUP_SCHEDULE.standard()),
                Optional.empty(),
                Optional.empty(),
                Optional.of(ConfigurationKey.BACKUP_DRILL.standard()));
    }

    /// How results are printed.
    public record Output(Format format, Color color) {
        /// For a person or for a program.
        public enum Format {
            TEXT,
            JSON
        }

        /// Whether colours are used; `AUTO` when a person looks.
        public enum Color {
            AUTO,
            ALWAYS,
            NEVER
        }
    }

    /// Looks for `pgsteady.toml` in a directory and its parents, as far up as the one that holds `.git`,
    /// then in the user's configuration directory (`$XDG_CONFIG_HOME/pgsteady`, `~/.config/pgsteady`,
    /// `%APPDATA%\pgsteady`).
    ///
    /// @return [#DEFAULT] when there is none
    /// @throws Problem CONFIGURATION with file, line, column and key when it cannot be understood; FILE
    ///         when
    /// it cannot be read
    public static Configuration find(Path workingDirectory, Environment environment) {
        return ConfigurationFile.find(workingDirectory, environment)
                .map(path -> read(path, environment))
                .orElse(DEFAULT);
    }

    /// Reads one file.
    ///
    /// @throws Problem as [#find] does
    public static Configuration read(Path file, Environment environment) {
        return new ConfigurationReader(file, environment).read();
    }
}
