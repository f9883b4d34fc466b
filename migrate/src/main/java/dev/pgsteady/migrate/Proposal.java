package dev.pgsteady.migrate;

import dev.pgsteady.schema.plan.Change;
import dev.pgsteady.schema.plan.Command;
import dev.pgsteady.schema.plan.Hazard;
import dev.pgsteady.schema.plan.Lock;
import dev.pgsteady.schema.plan.Plan;
import dev.pgsteady.schema.plan.Rename;
import dev.pgsteady.schema.plan.Work;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A revision that was made by comparing, and tried, before it is written.
///
/// @param origin    what was compared, for the header
/// @param renames   the renames that were confirmed, done first
/// @param up        the changes upwards
/// @param down      the changes back
/// @param downFirst the statements that give the old names back
/// @param tried     how many invented rows were in the database when it was tried
/// @param lost      what going down does not bring back, one sentence each
/// @param busy      whether somebody uses the database meanwhile
public record Proposal(
        String origin,
        List<Rename> renames,
        List<Change> up,
        List<Change> down,
        List<String> downFirst,
        long tried,
        List<String> lost,
        boolean busy) {
    public Proposal {
        renames = List.copyOf(renames);
        up = List.copyOf(up);
        down = List.copyOf(down);
        downFirst = List.copyOf(downFirst);
        lost = List.copyOf(lost);
    }

    /// Whether there is nothing to do.
    public boolean isEmpty() {
        return renames.isEmpty() && up.isEmpty();
    }

    /// Whether both directions can be one transaction each, and nobody waits longer for it.
    public boolean transactional() {
        return fits(new Plan(up)) && fits(new Plan(down));
    }

    private boolean fits(Plan plan) {
        return plan.canBeOneTransaction() && !(busy && plan.worksUnderEarlierLocks());
    }

    /// Whether it takes tables, columns or rows away.
    public boolean drops() {
        return up.stream().anyMatch(c -> c.has(Hazard.Kind.DELETES_DATA));
    }

    /// The statements upwards.
    public List<String> upgrade() {
        return Stream.concat(renames.stream().map(Rename::sql), up.stream().flatMap(c -> c.statements().stream()))
                .toList();
    }

    /// The statements back.
    public List<String> downgrade() {
        return Stream.concat(downFirst.stream(), down.stream().flatMap(c -> c.statements().stream()))
                .toList();
    }

    /// The way up as a file holds it, with what each change locks and risks.
    public String upgradeText() {
        return text(renames.stream().map(Rename::sql).toList(), up);
    }

    /// The way back as a file holds it.
    public String downgradeText() {
        return text(downFirst, down);
    }

    private static String text(List<String> first, List<Change> changes) {
        StringBuilder text = new StringBuilder();
        first.forEach(s -> text.append(s).append(";\n"));
        for (Change change : changes) {
            if (change.lock() != Lock.NONE || !change.hazards().isEmpty()) {
                text.append("-- ").append(oneLine(words(change))).append('\n');
            }
            change.hazards()
                    .forEach(h -> text.append("-- hazard: ")
                            .append(oneLine(h.sentence()))
                            .append('\n'));
            change.statements().forEach(s -> text.append(s).append(";\n"));
        }
        return text.toString().stripTrailing();
    }

    /// A change with its locks: `CREATE INDEX app.i: SHARE UPDATE EXCLUSIVE, reads every row`. Where the strongest lock
    /// is
    /// held for a moment and a weaker one for longer, both are told.
    public static String words(Change change) {
        Lock strongest = change.lock();
        Work under = longest(change, strongest);
        String words = change.words() + ": " + held(strongest, under);
        return change.commands().stream()
                .filter(c -> c.work().compareTo(under) > 0)
                .max(Comparator.comparing(Command::work).thenComparing(Command::lock))
                .map(c -> words + "; " + held(c.lock(), c.work()))
                .orElse(words);
    }

    private static Work longest(Change change, Lock lock) {
        return change.commands().stream()
                .filter(c -> c.lock() == lock)
                .map(Command::work)
                .max(Work::compareTo)
                .orElse(Work.INSTANT);
    }

    private static String held(Lock lock, Work work) {
        return (lock == Lock.NONE ? "no lock" : lock.words())
                + switch (work) {
                    case INSTANT -> ", a moment";
                    case SCAN -> ", reads every row";
                    case REWRITE -> ", writes every row";
                };
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
