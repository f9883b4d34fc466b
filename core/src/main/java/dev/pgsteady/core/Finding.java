package dev.pgsteady.core;

import java.util.Optional;

/// A fact that a check found.
///
/// @param rule     the rule that found it
/// @param severity how much it risks here; may be milder than the rule's own (a small table), never worse
/// @param subject  what it is about
/// @param evidence the fact itself, in one sentence with the numbers that were seen
/// @param fix      what mends it, where something does
/// @param weight   how much hangs on it, for ranking within one severity: rows, bytes or calls, never negative
public record Finding(
        RuleId rule, Severity severity, Subject subject, String evidence, Optional<Fix> fix, long weight) {
    public Finding {
        if (evidence.isBlank() || weight < 0) {
            throw new IllegalArgumentException("finding of " + rule + " without evidence or with a negative weight");
        }
    }

    /// The same finding at another severity.
    public Finding at(Severity other) {
        return new Finding(rule, other, subject, evidence, fix, weight);
    }

    /// What a finding is about.
    ///
    /// @param kind PostgreSQL's word for it: `table`, `index`, `constraint`, `role`, `setting`, `database`, ...
    /// @param name its name as SQL would write it, schema-qualified where it has a schema
    public record Subject(String kind, String name) {
        /// Kind and name as they stand in a sentence.
        public String words() {
            return kind + " " + name;
        }
    }

    /// What mends a finding.
    ///
    /// @param kind how far it may be trusted
    /// @param text the SQL statements, each ended by `;`, in their online-safe form; or the steps of a procedure
    public record Fix(Kind kind, String text) {
        /// How far a fix may be trusted.
        public enum Kind {
            /// SQL that can be run as it stands, on a busy server.
            SQL,
            /// SQL that proposes something a person has to decide.
            REVIEW,
            /// Not SQL of this database: a step outside it, or a change of configuration.
            PROCEDURE
        }
    }
}
