package dev.pgsteady.readiness.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.readiness.RealSchemas;
import dev.pgsteady.readiness.Rules;
import dev.pgsteady.testkit.Matrix;
import dev.pgsteady.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Puts defects into the schemas of real products. `-Dmutants=1000` says how many, `-Dmutants.seed=1` which; what came
/// of them is written to `target/mutants.txt`.
class MutantsTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private static final int FEW = Matrix.of(80, 200);
    private static final long SEED = 20_261_101;
    private static final double FOUND = 0.98;
    private static final double UNRELATED = 0.01;

    private final List<Laboratory> laboratories = new ArrayList<>();

    @AfterEach
    void close() throws SQLException {
        for (Laboratory laboratory : laboratories) {
            laboratory.close();
        }
    }

    @Test
    void a_defect_put_into_a_real_schema_is_found_by_its_rule_and_nothing_else_cries_out() throws Exception {
        Rules rules = Rules.installed();
        for (Path file : RealSchemas.files()) {
            laboratories.add(Laboratory.of(file, rules));
        }
        Random random = new Random(Long.getLong("mutants.seed", SEED));
        List<Deck> decks = Defect.all().stream()
                .map(d -> new Deck(d, laboratories, random))
                .toList();
        Ledger ledger = run(decks, Integer.getInteger("mutants", FEW));
        write(ledger.text(decks));
        assertThat(decks)
                .allSatisfy(d -> assertThat(d.places())
                        .as("places for: %s", d.defect().name())
                        .isPositive());
        assertThat((double) ledger.found()).as(ledger.summary()).isGreaterThanOrEqualTo(FOUND * ledger.mutants());
        assertThat((double) ledger.unrelated()).as(ledger.summary()).isLessThanOrEqualTo(UNRELATED * ledger.mutants());
    }

    /// One of each kind in turn, until there are enough or no places are left.
    private static Ledger run(List<Deck> decks, int enough) throws SQLException {
        Ledger ledger = new Ledger();
        List<Deck> left = new ArrayList<>(decks);
        while (!left.isEmpty() && ledger.mutants() < enough) {
            Deck deck = left.removeFirst();
            if (one(deck, ledger)) {
                left.addLast(deck);
            }
        }
        return ledger;
    }

    /// The next mutant that the server does not refuse. Whether there was one.
    private static boolean one(Deck deck, Ledger ledger) throws SQLException {
        for (Optional<Deck.Card> card = deck.deal(); card.isPresent(); card = deck.deal()) {
            Deck.Card dealt = card.get();
            if (ledger.enter(deck.defect(), dealt, dealt.laboratory().judge(dealt.mutant()))) {
                return true;
            }
        }
        return false;
    }

    private static void write(String text) throws IOException {
        Path target = Path.of(System.getProperty("user.dir"), "target");
        Files.createDirectories(target);
        Files.writeString(target.resolve("mutants.txt"), text);
    }
}
