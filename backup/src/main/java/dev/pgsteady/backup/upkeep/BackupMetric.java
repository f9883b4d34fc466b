package dev.pgsteady.backup.upkeep;

/// A figure about backups for a monitoring system. Names are part of the interface and never change their meaning.
public enum BackupMetric {
    STORE_UP("store_up", "Whether the repository could be read: 1 or 0. When 0, the others are left out."),
    SETS("sets", "Finished backups, by kind."),
    UNFINISHED("unfinished", "Backups that were begun and never finished, and are not cleared away yet."),
    FAILED("last_failed", "Whether the last backup that was begun was never finished: 1 or 0; 0 while one is taken."),
    STORED("repository_bytes", "Bytes of all parts in the repository."),
    LAST("last_timestamp_seconds", "When the newest backup of the kind was begun, in Unix time."),
    DURATION("last_duration_seconds", "How long the newest backup of the kind took."),
    CONTENT("last_content_bytes", "Bytes in the newest backup of the kind, before compression."),
    SIZE("last_stored_bytes", "Bytes of the parts of the newest backup of the kind, those of earlier ones included."),
    ADDED("last_added_bytes", "Bytes of the parts that the newest backup of the kind added."),
    ROWS("last_rows", "Rows in the newest logical backup."),
    NEXT(
            "next_timestamp_seconds",
            "When the next logical backup is due, in Unix time; when one is overdue, since when."),
    PHYSICAL_NEXT(
            "physical_next_timestamp_seconds",
            "When the next physical backup, full or incremental, is due, in Unix time; when one is overdue, since"
                    + " when."),
    DRILL_LAST("drill_last_timestamp_seconds", "When the last drill was begun, in Unix time."),
    DRILL_PASSED("drill_last_passed", "Whether the last drill passed: 1 or 0."),
    DRILL_PROVED("drill_last_passed_timestamp_seconds", "When the last drill that passed was begun, in Unix time."),
    DRILL_RECOVERY("drill_recovery_seconds", "From nothing to a usable database in the last drill that passed (RTO)."),
    DRILL_NEXT(
            "drill_next_timestamp_seconds",
            "When the next drill is due, in Unix time; when one is overdue, since when."),
    WAL_SINCE(
            "wal_window_start_timestamp_seconds",
            "The earliest time that the newest physical backup reaches, in Unix time."),
    WAL_UNTIL(
            "wal_window_end_lsn_bytes", "The last position in the archived log that it reaches, as a number of bytes."),
    WAL_BROKEN("wal_window_broken", "Whether the archive has a gap behind that position: 1 or 0.");

    private final String suffix;
    private final String help;

    BackupMetric(String suffix, String help) {
        this.suffix = suffix;
        this.help = help;
    }

    /// As a monitoring system knows it.
    public String metricName() {
        return "pgsteady_backup_" + suffix;
    }

    /// What it says, as a sentence.
    public String help() {
        return help;
    }
}
