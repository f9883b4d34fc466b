package dev.pgsteady.schema.plan;

import dev.pgsteady.core.QualifiedName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One difference between two schemas, in one direction.
///
/// @param action   what is done to the part
/// @param id       the part
/// @param commands the SQL that does it, in order
/// @param hazards  what that may do to a running system
public record Change(Action action, ObjectId id, List<Command> commands, List<Hazard> hazards) {
    public Change {
        commands = List.copyOf(commands);
        hazards = List.copyOf(hazards);
    }

    /// What is done.
    public enum Action {
        DROP,
        CREATE,
        ALTER
    }

    /// The SQL, without semicolons.
    public List<String> statements() {
        return commands.stream().map(Command::sql).toList();
    }

    /// The table that it makes or that its part belongs to; empty for what belongs to none, and for
    /// indexes, whose names do not say.
    public Optional<QualifiedName> table() {
        return id.table();
    }

    /// Whether it may do this.
    public boolean has(Hazard.Kind kind) {
        return hazards.stream().anyMatch(h -> h.kind() == kind);
    }

    /// The strongest lock of its commands.
    public Lock lock() {
        return commands.stream().map(Command::lock).max(Lock::compareTo).orElse(Lock.NONE);
    }

    /// As in `CREATE TABLE app.users`.
    public String words() {
        return action + " " + id.words();
    }

    /// Its hazards of one kind.
    public Stream<Hazard> hazards(Hazard.Kind kind) {
        return hazards.stream().filter(h -> h.kind() == kind);
    }
}
