package dev.pgsteady.readiness.mutants;

import dev.pgsteady.readiness.mutants.Laboratory.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What came of the mutants, kind by kind.
final class Ledger {
    private final Map<Defect, Tally> tallies = new HashMap<>();
    private final List<String> notes = new ArrayList<>();

    /// The counts of one kind.
    private static final class Tally {
        private final Set<String> schemas = new TreeSet<>();
        private int mutants;
        private int found;
        private int unrelated;
        private int refused;
    }

    /// Enters one mutant. Whether it counts: one that the server refused does not.
    boolean enter(Defect defect, Deck.Card card, Outcome outcome) {
        Tally tally = tallies.computeIfAbsent(defect, d -> new Tally());
        return switch (outcome) {
            case Outcome.Refused refused -> {
                tally.refused++;
                note(
                        "refused",
                        defect,
                        card,
                        refused.reason().lines().findFirst().orElse(""));
                yield false;
            }
            case Outcome.Judged judged -> {
                tally.schemas.add(card.laboratory().original().name());
                tally.mutants++;
                compare(tally, defect, card, judged.found());
                yield true;
            }
        };
    }

    private void compare(Tally tally, Defect defect, Deck.Card card, Set<Found> after) {
        Set<Found> fresh = new HashSet<>(after);
        fresh.removeAll(card.laboratory().original().found());
        if (fresh.remove(new Found(defect.rule(), card.mutant().expected()))) {
            tally.found++;
        } else {
            note("missed", defect, card, "expected " + card.mutant().expected().name());
        }
        fresh.removeIf(f -> defect.brings(card.mutant(), f));
        if (!fresh.isEmpty()) {
            tally.unrelated++;
            fresh.stream().map(Found::toString).sorted().forEach(f -> note("unrelated", defect, card, f));
        }
    }

    private void note(String kind, Defect defect, Deck.Card card, String what) {
        notes.add("%s: %s: %s: %s%n    %s"
                .formatted(
                        kind,
                        card.laboratory().original().name(),
                        defect.name(),
                        what,
                        card.mutant().sql().replaceAll("\\s+", " ")));
    }

    int mutants() {
        return tallies.values().stream().mapToInt(t -> t.mutants).sum();
    }

    int found() {
        return tallies.values().stream().mapToInt(t -> t.found).sum();
    }

    int unrelated() {
        return tallies.values().stream().mapToInt(t -> t.unrelated).sum();
    }

    /// One line.
    String summary() {
        return "%,d mutants, %,d found (%.1f %%), %,d with an unrelated finding (%.1f %%)"
                .formatted(mutants(), found(), share(found()), unrelated(), share(unrelated()));
    }

    private double share(int part) {
        return mutants() == 0 ? 0 : 100.0 * part / mutants();
    }

    /// The table of kinds in their order, then every miss, unrelated finding and refusal.
    String text(List<Deck> decks) {
        StringBuilder text = new StringBuilder(row("rule", "defect", "places", "schemas", "mutants", "found"))
                .append("%10s %10s%n".formatted("unrelated", "refused"));
        for (Deck deck : decks) {
            Tally tally = tallies.getOrDefault(deck.defect(), new Tally());
            text.append(row(
                            deck.defect().rule().value(),
                            deck.defect().name(),
                            number(deck.places()),
                            number(tally.schemas.size()),
                            number(tally.mutants),
                            number(tally.found)))
                    .append("%10d %10d%n".formatted(tally.unrelated, tally.refused));
        }
        notes.stream().sorted().forEach(n -> text.append('\n').append(n));
        return text.append("\n\n").append(summary()).append('\n').toString();
    }

    private static String number(int number) {
        return Integer.toString(number);
    }

    private static String row(String... cells) {
        return String.format(Locale.ROOT, "%-6s%-60s%8s%8s%8s%8s", (Object[]) cells);
    }
}
