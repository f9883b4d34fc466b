package dev.pgsteady.jpa;

import dev.pgsteady.core.Severity;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What came of judging a mapping.
///
/// @param entities how many were looked at
/// @param all      what was found, by severity, then by place; also what is accepted
public record ModelReport(int entities, List<ModelFinding> all) {
    public ModelReport {
        all = all.stream()
                .sorted(Comparator.comparing((ModelFinding f) -> f.lint().severity())
                        .thenComparing(ModelFinding::place)
                        .thenComparing(ModelFinding::lint)
                        .thenComparing(ModelFinding::what))
                .toList();
    }

    /// What nobody accepted.
    public List<ModelFinding> findings() {
        return all.stream().filter(f -> f.accepted().isEmpty()).toList();
    }

    /// What an annotation accepts.
    public List<ModelFinding> accepted() {
        return all.stream().filter(f -> f.accepted().isPresent()).toList();
    }

    /// The worst of what nobody accepted.
    public Optional<Severity> worst() {
        return findings().stream().map(f -> f.lint().severity()).min(Comparator.naturalOrder());
    }
}
