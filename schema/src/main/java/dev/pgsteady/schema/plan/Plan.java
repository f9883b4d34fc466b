package dev.pgsteady.schema.plan;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The changes that turn one schema into another, in the order in which they can be made.
public record Plan(List<Change> changes) {
    public Plan {
        changes = List.copyOf(changes);
    }

    /// The plan from one schema to another, in its shortest form: for databases that nobody uses. Pure.
    ///
    /// @param role who will carry it out: objects that it makes belong to this role
    /// @throws Problem UNPLANNABLE when a part cannot be made, changed or ordered; the message names it
    public static Plan between(Model old, Model wanted, String role) {
        return Planner.plan(old, wanted, role, false);
    }

    /// The plan from one schema to another, in a form that a busy server bears: no command holds for long a
    /// lock that reads or writes wait for, where PostgreSQL has such a way. Pure.
    ///
    /// @param role who will carry it out
    /// @throws Problem as [#between]
    public static Plan online(Model old, Model wanted, String role) {
        return Planner.plan(old, wanted, role, true);
    }

    /// Whether nothing has to be done.
    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /// Whether all statements may stand in one transaction block.
    public boolean canBeOneTransaction() {
        return commands().noneMatch(Command::alone);
    }

    /// Whether in one transaction a lock that reads or writes wait for would be held while a later statement reads
    /// or writes whole tables: what takes a moment by itself is then held for as long as that takes.
    public boolean worksUnderEarlierLocks() {
        boolean locked = false;
        for (Command command : commands().toList()) {
            if (locked && command.work() != Work.INSTANT) {
                return true;
            }
            locked |= command.lock().blocksWrites();
        }
        return false;
    }

    private Stream<Command> commands() {
        return changes.stream().flatMap(c -> c.commands().stream());
    }

    /// The statements in order, without semicolons.
    public Stream<String> statements() {
        return commands().map(Command::sql);
    }

    /// The whole as a script.
    public String sql() {
        return statements().map(s -> s + ";\n").collect(Collectors.joining("\n"));
    }
}
