package dev.pgsteady.migrate.lint;

import dev.pgsteady.core.Severity;
import java.util.List;
import java.util.Optional;

/// A hazard that a migration may hold. A pure function of a statement and what is known around it; found
/// by `ServiceLoader`.
public interface LintRule {
    /// What it is called and why it is a hazard.
    Words words();

    /// What it finds at a statement; most of the time nothing.
    List<Hit> judge(At at);

    /// What a hazard costs, and so whether it grows with the table.
    enum Cost {
        /// The same for a small table and a large one.
        SAME,
        /// Every row is read while others wait.
        READS,
        /// Every row is written while others wait.
        WRITES
    }

    /// The words of a rule.
    ///
    /// @param name     as a suppression names it: the class's name with hyphens
    /// @param severity how bad it is where the size of the table is not known
    /// @param cost     whether it grows with the table
    /// @param title    a sentence without a full stop
    /// @param why      what happens to a running system, in a sentence or two
    record Words(String name, Severity severity, Cost cost, String title, String why) {
        public Words {
            if (!name.matches("[a-z]+(-[a-z]+)*") || title.endsWith(".") || !why.endsWith(".")) {
                throw new IllegalArgumentException("the words of " + name);
            }
        }
    }

    /// What a rule found at a statement.
    ///
    /// @param what     a sentence that names what it found
    /// @param instead  what to write instead, as SQL or, where there is no SQL for it, as a sentence
    /// @param table    the table that it is about
    /// @param severity when it is another than the rule's
    record Hit(String what, String instead, Optional<ObjectName> table, Optional<Severity> severity) {
        /// Something that is about no table or that no size matters to.
        public static Hit of(String what, String instead) {
            return new Hit(what, instead, Optional.empty(), Optional.empty());
        }

        /// Something about a table, whose size matters.
        public static Hit on(ObjectName table, String what, String instead) {
            return new Hit(what, instead, Optional.of(table), Optional.empty());
        }

        /// The same with a severity of its own.
        public Hit as(Severity other) {
            return new Hit(what, instead, table, Optional.of(other));
        }
    }
}
