package dev.pgsteady.backup;

import dev.pgsteady.backup.Manifest.DatabaseContent;
import dev.pgsteady.backup.Manifest.Name;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.schema.plan.Change;
import dev.pgsteady.schema.plan.KeyByIndex;
import dev.pgsteady.schema.plan.ObjectId;
import dev.pgsteady.schema.plan.Script;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The statements that make a database's schema, in order.
///
/// @param before what rows need: types, functions, sequences, tables
/// @param after  what is made when the rows are there: keys, indexes, triggers, views
public record Ddl(List<Step> before, List<Step> after) {
    public Ddl {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /// The DDL of a backup's database.
    static Ddl read(Repository repository, DatabaseContent database) {
        return BackupJson.read(
                repository.format().content(repository.part(database.ddl().getFirst())), Ddl.class);
    }

    /// The DDL of a script.
    static Ddl of(Script script) {
        return new Ddl(
                script.before().stream().map(c -> step(c, Optional.empty())).toList(),
                script.after().stream()
                        .map(c -> step(c, Optional.ofNullable(script.beside().get(c))))
                        .toList());
    }

    /// Whether a statement may name a role; one that is only in a text counts too.
    ///
    /// @param role as SQL names it
    boolean mayName(String role) {
        Predicate<String> named = Pattern.compile("(?<![\\w$\"])" + Pattern.quote(role) + "(?![\\w$\"])")
                .asPredicate();
        return Stream.of(before, after)
                .flatMap(List::stream)
                .flatMap(step -> step.statements().stream())
                .anyMatch(named);
    }

    private static Step step(Change change, Optional<Script.Beside> beside) {
        Set<QualifiedName> locked = beside.map(Script.Beside::tables).orElse(Set.of());
        return new Step(
                change.id().kind().name(),
                change.words(),
                change.table().or(() -> locked.stream().findFirst()).map(Name::of),
                change.statements(),
                locked.stream().sorted().map(Name::of).toList(),
                beside.flatMap(Script.Beside::byIndex));
    }

    /// One object.
    ///
    /// @param kind       what it is, as in `INDEX` or `FOREIGN_KEY`
    /// @param words      what is done, as in `CREATE INDEX public.users_email_key`
    /// @param table      the table that it makes or belongs to
    /// @param statements without semicolons
    /// @param locks      the tables that it locks, when others without them may run at the same time;
    ///                   none when it runs alone
    /// @param byIndex    the same for a key, by an index that is made first; empty where there is no such way,
    ///                   and in backups of older versions
    public record Step(
            String kind,
            String words,
            Optional<Name> table,
            List<String> statements,
            List<Name> locks,
            Optional<KeyByIndex> byIndex) {
        static final String INDEX = ObjectId.Kind.INDEX.name();
        private static final String GIN = " USING gin ";

        public Step {
            statements = List.copyOf(statements);
            locks = List.copyOf(locks);
        }

        /// Whether it makes an index and nothing else: others of the same table may be made at the same time.
        boolean index() {
            return kind.equals(INDEX) && !locks.isEmpty();
        }

        /// Whether it makes a GIN index.
        boolean gin() {
            return statements.stream().anyMatch(sql -> sql.contains(GIN));
        }

        /// A part of it.
        Step replaced(String part, List<String> sql) {
            return new Step(part, words, table, sql, locks, Optional.empty());
        }
    }
}
