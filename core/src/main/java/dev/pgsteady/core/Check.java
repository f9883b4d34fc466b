package dev.pgsteady.core;

/// A rule: a pure function from facts about a database to a [Verdict].
///
/// A check reads nothing but `facts`: no clock, no connection, no file. The same facts give the same verdict.
///
/// @param <F> the facts it judges
public interface Check<F> {
    /// What the rule is called and why it exists.
    Words words();

    /// Judges the facts. Never throws for anything that a real database can contain.
    Verdict judge(F facts);

    /// The words of a rule, as `explain` prints them.
    ///
    /// @param id       the stable name
    /// @param severity the worst severity that a finding of this rule can have
    /// @param title    what is wrong when it fails, as a short noun phrase ("Foreign key without a usable index")
    /// @param reason   why that hurts, in two or three sentences with the mechanism that bites
    /// @param remedy   what to do about it in general; the SQL for one subject is in the finding's fix
    /// @param manual   the section of the PostgreSQL manual, or another source, that the rule rests on
    record Words(RuleId id, Severity severity, String title, String reason, String remedy, String manual) {
        public Words {
            if (title.isBlank() || reason.isBlank() || remedy.isBlank()) {
                throw new IllegalArgumentException("rule " + id + " lacks its words");
            }
            reason = reason.strip();
            remedy = remedy.strip();
        }
    }
}
