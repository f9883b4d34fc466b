package dev.pgsteady.core;

import dev.pgsteady.core.Configuration.Suppression;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Suppressions of which one says what the other does not: two for the same subject, or one for a subject beside one
/// for every subject that lasts as long. Which of them was meant, nobody can tell.
final class Contradictions {
    private Contradictions() {}

    /// @throws Problem CONFIGURATION that names both lines
    static void refuse(List<Suppression> suppressions) {
        Map<String, Suppression> seen = new HashMap<>();
        for (Suppression later : suppressions) {
            Suppression earlier = seen.putIfAbsent(later.rule() + " " + later.subject(), later);
            if (earlier != null) {
                throw problem(earlier, later, "both accept %s of %s".formatted(later.rule(), words(later)));
            }
        }
        for (Suppression narrow : suppressions) {
            Optional.ofNullable(seen.get(narrow.rule() + " *"))
                    .filter(wide -> !narrow.everywhere() && lastsAsLong(wide, narrow))
                    .ifPresent(wide -> {
                        throw problem(
                                wide,
                                narrow,
                                "contradict each other: the first accepts %s of every subject, so the second, of %s, decides nothing"
                                        .formatted(narrow.rule(), words(narrow)));
                    });
        }
    }

    private static boolean lastsAsLong(Suppression wide, Suppression narrow) {
        LocalDate end = wide.until().orElse(LocalDate.MAX);
        return !end.isBefore(narrow.until().orElse(LocalDate.MAX));
    }

    private static String words(Suppression suppression) {
        return suppression.everywhere() ? "every subject" : suppression.subject();
    }

    private static Problem problem(Suppression first, Suppression second, String what) {
        return new Problem(
                Problem.Kind.CONFIGURATION,
                "%s and %d %s."
                        .formatted(
                                first.origin().words().replace(" line ", " lines "),
                                second.origin().line(),
                                what),
                "Keep one of the two suppressions.");
    }
}
