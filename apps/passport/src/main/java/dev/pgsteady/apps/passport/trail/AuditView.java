package dev.pgsteady.apps.passport.trail;

import dev.pgsteady.apps.web.paging.Lists;
import dev.pgsteady.apps.web.paging.Marks;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An audit as it is shown.
public record AuditView(
        @Nullable UUID id,
        @Nullable Instant timestamp,
        Action action,
        @Nullable UUID generation,
        @Nullable UUID user,
        @Nullable String ipAddress,
        @Nullable String userAgent,
        Map<String, Object> details) {
    public AuditView {
        details = Map.copyOf(details);
    }

    public static AuditView of(GenerationAudit a) {
        return new AuditView(
                a.getId(),
                a.at(),
                a.action(),
                a.generationId(),
                a.userId(),
                Optional.ofNullable(a.ipAddress())
                        .map(InetAddress::getHostAddress)
                        .orElse(null),
                a.userAgent(),
                a.details());
    }

    /// A list of them, the newest first.
    ///
    /// @param where a condition in HQL on `e`
    public static Lists.Query<GenerationAudit> query(String where, Map<String, Object> parameters) {
        return new Lists.Query<>(
                GenerationAudit.class,
                where,
                parameters,
                "at",
                a -> new Marks.Mark(Objects.requireNonNull(a.at()), Objects.requireNonNull(a.getId())));
    }
}
