package dev.pgsteady.readiness;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What has been recorded about a database: that a backup ran, that a drill passed, that an alert arrived. What nothing
/// has recorded is unknown, however likely it is.
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
        ATOMICITY_PROOF("proof that a flow is atomic"),
        MIGRATION_STATE("comparison with the migrations"),
        ALERT_RULES("set of alert rules"),
        ALERT_DELIVERY("delivered test alert"),
        RUNBOOK("restore runbook"),
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

    /// The newest of a kind.
    public Optional<Item> newest(Kind kind) {
        return items.stream().filter(i -> i.kind() == kind).max(Comparator.comparing(Item::at));
    }
}
