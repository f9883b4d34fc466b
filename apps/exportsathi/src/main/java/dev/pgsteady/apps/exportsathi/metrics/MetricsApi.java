package dev.pgsteady.apps.exportsathi.metrics;

import dev.pgsteady.apps.web.problems.Refusal;
import dev.pgsteady.apps.web.signin.Caller;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// What one has achieved.
@RestController
class MetricsApi {
    private final MetricsOf metrics;

    MetricsApi(MetricsOf metrics) {
        this.metrics = metrics;
    }

    /// Numbers of an account.
    ///
    /// @param costSavings in rupees
    record Shown(
            int reportsGenerated,
            int certificationsCompleted,
            int exportsCompleted,
            int documentsGenerated,
            BigDecimal costSavings,
            int timeSavedDays,
            @Nullable Instant updatedAt) {}

    @GetMapping("/api/metrics")
    @Transactional(readOnly = true)
    public Shown mine(Authentication token) {
        return metrics.findByUserId(Caller.of(token))
                .map(m -> new Shown(
                        m.reportsGenerated(),
                        m.certificationsCompleted(),
                        m.exportsCompleted(),
                        m.documentsGenerated(),
                        m.costSavings(),
                        m.timeSavedDays(),
                        m.getUpdatedAt()))
                .orElseThrow(() -> Refusal.unknown("account"));
    }
}
