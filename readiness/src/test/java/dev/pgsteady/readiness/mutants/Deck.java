package dev.pgsteady.readiness.mutants;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// The places of one kind of defect in all schemas, in an order that chance made: dealt one from each schema in turn
/// for as long as the schema has any.
final class Deck {
    private final Defect defect;
    private final Deque<Pile> piles = new ArrayDeque<>();
    private final int places;

    private record Pile(Laboratory laboratory, Deque<Mutant> mutants) {}

    /// A mutant and where to try it.
    record Card(Laboratory laboratory, Mutant mutant) {}

    Deck(Defect defect, List<Laboratory> laboratories, Random random) {
        this.defect = defect;
        List<Laboratory> order = new ArrayList<>(laboratories);
        Collections.shuffle(order, random);
        int counted = 0;
        for (Laboratory laboratory : order) {
            List<Mutant> mutants =
                    new ArrayList<>(defect.places().in(laboratory.original()).toList());
            Collections.shuffle(mutants, random);
            counted += mutants.size();
            if (!mutants.isEmpty()) {
                piles.add(new Pile(laboratory, new ArrayDeque<>(mutants)));
            }
        }
        this.places = counted;
    }

    Defect defect() {
        return defect;
    }

    /// How many places there were at first.
    int places() {
        return places;
    }

    Optional<Card> deal() {
        if (piles.isEmpty()) {
            return Optional.empty();
        }
        Pile pile = piles.removeFirst();
        Mutant mutant = pile.mutants().removeFirst();
        if (!pile.mutants().isEmpty()) {
            piles.addLast(pile);
        }
        return Optional.of(new Card(pile.laboratory(), mutant));
    }
}
