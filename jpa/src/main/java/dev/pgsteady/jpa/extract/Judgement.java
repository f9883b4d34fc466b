package dev.pgsteady.jpa.extract;

import dev.pgsteady.jpa.ModelFinding;
import dev.pgsteady.jpa.ModelLint;
import dev.pgsteady.jpa.extract.Judged.Hit;
import dev.pgsteady.mapping.Allow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What all lints find, with what annotations accept.
record Judgement(Judged model) {
    /// How many entities there are, and the findings.
    Answer.Findings findings() {
        List<Marks.Mark<Allow>> allowed = model.marks().of(Allow.class);
        allowed.forEach(Judgement::known);
        List<ModelFinding> all = new ArrayList<>();
        for (ModelLint lint : ModelLint.values()) {
            for (Hit hit : model.hits(lint)) {
                all.add(new ModelFinding(
                        lint,
                        hit.type().getName() + (hit.member().isEmpty() ? "" : "." + hit.member()),
                        Names.text(hit.table().getNameIdentifier()),
                        hit.what(),
                        reason(allowed, lint, hit)));
            }
        }
        return new Answer.Findings(model.entities().size(), all);
    }

    private static void known(Marks.Mark<Allow> mark) {
        Allow allow = mark.annotation();
        if (ModelLint.of(allow.value()).isEmpty()) {
            throw mark.place()
                    .refused(
                            "accepts '" + allow.value() + "', which is no lint",
                            "Nearest are "
                                    + String.join(
                                            ", ",
                                            ColumnNames.nearest(
                                                    allow.value(),
                                                    Arrays.stream(ModelLint.values())
                                                            .map(ModelLint::id)
                                                            .collect(Collectors.toSet())))
                                    + ".");
        }
        if (allow.because().isBlank()) {
            throw mark.place()
                    .refused("accepts '" + allow.value() + "' and does not say why", "Write it: because = \"...\".");
        }
    }

    private static Optional<String> reason(List<Marks.Mark<Allow>> allowed, ModelLint lint, Hit hit) {
        return allowed.stream()
                .filter(m -> m.annotation().value().equals(lint.id()))
                .filter(m -> m.place().type() == hit.type())
                .filter(m -> m.place().member().isEmpty() || m.place().member().equals(hit.member()))
                .map(m -> m.annotation().because())
                .findFirst();
    }
}
