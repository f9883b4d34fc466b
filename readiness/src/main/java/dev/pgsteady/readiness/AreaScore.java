package dev.pgsteady.readiness;

import dev.pgsteady.core.Area;
import java.util.List;

/// One area's verdict.
///
/// @param points  0 to 100
/// @param reasons why it has not all of them, worst first, one sentence each; empty when it has
public record AreaScore(Area area, boolean passed, int points, List<String> reasons) {
    public AreaScore {
        reasons = List.copyOf(reasons);
        if (points < 0 || points > 100) {
            throw new IllegalArgumentException("points out of range: " + points);
        }
    }
}
