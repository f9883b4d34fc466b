package dev.pgsteady.apps.passport.trail;

import dev.pgsteady.apps.web.paging.Lists;
import dev.pgsteady.apps.web.paging.Marks;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A use of something as it is shown.
public record UsageView(
        @Nullable UUID id,
        @Nullable Instant timestamp,
        @Nullable UUID user,
        String feature,
        BigDecimal durationSeconds,
        Map<String, Object> metadata) {
    public UsageView {
        metadata = Map.copyOf(metadata);
    }

    public static UsageView of(FeatureUsage u) {
        return new UsageView(u.getId(), u.at(), u.userId(), u.feature(), u.durationSeconds(), u.metadata());
    }

    /// A list of them, the newest first.
    ///
    /// @param where a condition in HQL on `e`
    public static Lists.Query<FeatureUsage> query(String where, Map<String, Object> parameters) {
        return new Lists.Query<>(
                FeatureUsage.class,
                where,
                parameters,
                "at",
                u -> new Marks.Mark(Objects.requireNonNull(u.at()), Objects.requireNonNull(u.getId())));
    }
}
