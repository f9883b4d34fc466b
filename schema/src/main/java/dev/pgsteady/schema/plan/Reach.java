package dev.pgsteady.schema.plan;

import dev.pgsteady.core.QualifiedName;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The tables whose rows a plan can change or stumble over. The rows of others say nothing of it.
///
/// @param tables empty when it may be any
public record Reach(Optional<Set<QualifiedName>> tables) {
    /// Any table.
    public static final Reach EVERYWHERE = new Reach(Optional.empty());

    /// The first words of statements that fire no trigger.
    private static final Set<String> DEFINING = Set.of("ALTER", "COMMENT", "CREATE", "DROP", "GRANT", "REVOKE");

    /// The tables that a plan's changes are parts of, those that they refer to and those that refer to them. Where a
    /// change belongs to no table (a type, an index), a statement writes rows, or tables inherit from others or are
    /// divided, it may be any.
    public static Reach of(Plan plan, Model old, Model wanted) {
        List<Optional<QualifiedName>> changed =
                plan.changes().stream().map(Change::table).toList();
        if (changed.stream().anyMatch(Optional::isEmpty)
                || old.hasFamilies()
                || wanted.hasFamilies()
                || !plan.statements().allMatch(Reach::defines)) {
            return EVERYWHERE;
        }
        Set<QualifiedName> own = new HashSet<>();
        changed.forEach(table -> table.ifPresent(own::add));
        Set<QualifiedName> all = new HashSet<>(own);
        Stream.of(old, wanted)
                .flatMap(model -> model.snapshot().schema().tables().stream())
                .flatMap(table -> table.foreignKeys().stream().map(key -> List.of(table.name(), key.target())))
                .filter(ends -> ends.stream().anyMatch(own::contains))
                .forEach(all::addAll);
        return new Reach(Optional.of(Set.copyOf(all)));
    }

    private static boolean defines(String statement) {
        return DEFINING.contains(statement.strip().split("\\s", 2)[0]);
    }

    /// Whether it may be this one.
    public boolean includes(QualifiedName table) {
        return tables.isEmpty() || tables.get().contains(table);
    }
}
