package dev.pgsteady.readiness;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What has been recorded about a database: that a backup ran, that a drill passed, that an alert arrived. What
/// nothing has recorded is unknown, however likely it is.
public record Evidence(List<Item> items) {
    public Evidence {
        items = List.copyOf(items);
    }

    /// Nothing has been recorded.
    public static Evidence none() {
        return new Evidence(List.of());
    }

    /// One recorded fact.
    ///
    /// @param at      when it happened
    /// @param passed  whether it went well
    /// @param summary one sentence with the figures
    public record Item(Kind kind, Instant at, boolean passed, String summary) {}

    /// The kinds of fact that are recorded.
    public enum Kind {
        BACKUP("backup"),
        DRILL("restore drill"),
        POINT_IN_TIME_DRILL("point-in-time drill"),
        OFFSITE_COPY("off-site copy"),
        BACKUP_PROTECTION("proof that the backups are encrypted and private"),
        BACKUP_RETENTION("comparison of the kept backups with the policy"),
        BACKUP_TREND("comparison of a backup with those before it"),
        GLOBALS("backup of roles and their settings"),
        LOSS_WINDOW("measurement of what a restore loses"),
        RESTORE_HOST("comparison of the source with the host to restore on"),
        RESTORED_CONFIGURATION("restore of roles and configuration"),
        DRILL_BY_ANOTHER("restore drill by a second person"),
        ATOMICITY_PROOF("proof that a flow is atomic"),
        RETRY_PROOF("proof that a lost transaction is tried again"),
        MIGRATION_STATE("comparison with the migrations"),
        MIGRATION_FILES("comparison of applied migrations with their files"),
        PENDING_MIGRATIONS("look for pending migrations"),
        PENDING_LOCKS("look at the locks of pending migrations"),
        DDL_WATCH("look for changes outside migrations"),
        ROLLBACK_PROOF("try of the way back from the last migration"),
        ALERT_RULES("set of alert rules"),
        ALERT_DELIVERY("delivered test alert"),
        DEAD_MAN_SWITCH("test of a dead-man's switch"),
        DISK_SPACE("measurement of the disk"),
        LOG_ERRORS("count of errors in the server's log"),
        RUNBOOK("restore runbook"),
        RUNBOOK_REVIEW("review of the runbook's contacts and decisions"),
        PASSWORD_ROTATION("password rotation"),
        INDEX_CHECK("check of the indexes with amcheck"),
        STATEMENT_TIMES("comparison of the statements' times");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /// The kind as it stands in a sentence, without an article.
        public String words() {
            return words;
        }
    }

    /// This and what was recorded elsewhere.
    public Evidence and(Evidence other) {
        return new Evidence(Stream.concat(items.stream(), other.items.stream()).toList());
    }

    /// The newest of a kind.
    public Optional<Item> newest(Kind kind) {
        return items.stream().filter(i -> i.kind() == kind).max(Comparator.comparing(Item::at));
    }
}
