package dev.pgsteady.readiness.mutants;

import dev.pgsteady.core.RuleId;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// A kind of defect.
///
/// @param name         what is done, in a few words
/// @param rule         the rule that must find it
/// @param places       where it can be put into a schema
/// @param consequences what other rules may truly say of the same table or object afterwards
record Defect(String name, RuleId rule, Places places, List<Consequence> consequences) {
    Defect {
        consequences = List.copyOf(consequences);
    }

    static Defect of(String rule, String name, Places places, Consequence... consequences) {
        return new Defect(name, new RuleId(rule), places, Arrays.asList(consequences));
    }

    /// All kinds.
    static List<Defect> all() {
        return Stream.of(
                        IndexDefects.all(),
                        KeyDefects.all(),
                        TypeDefects.all(),
                        GuardDefects.all(),
                        AccessDefects.all(),
                        UpkeepDefects.all())
                .flatMap(List::stream)
                .toList();
    }

    /// Finds the places of a schema where the defect is not there yet and the rule has to find it.
    @FunctionalInterface
    interface Places {
        Stream<Mutant> in(Original original);
    }

    /// A rule that may speak up as well.
    ///
    /// @param why why it is right
    record Consequence(RuleId rule, String why) {
        static Consequence of(String rule, String why) {
            return new Consequence(new RuleId(rule), why);
        }
    }

    /// Whether a new finding follows from the defect: another rule's, declared, and of what was changed.
    boolean brings(Mutant mutant, Found found) {
        return mutant.concerns(found.subject())
                && consequences.stream().anyMatch(c -> c.rule().equals(found.rule()));
    }
}
