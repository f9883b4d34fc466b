package dev.pgsteady.starter;

import dev.pgsteady.core.Problem;
import dev.pgsteady.migrate.Revision;
import dev.pgsteady.migrate.Status;
import java.time.Duration;
import java.time.Instant;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Up when the database has every revision that came with the application. One that it has and the application does
/// not know is told and is no fault: the next release may be starting beside this one.
///
/// A good answer is kept for a while, so that probes cost no connection each.
final class MigrationsHealth implements HealthIndicator {
    private static final Duration KEPT = Duration.ofSeconds(30);

    private final MigrationsAtStart migrations;
    private Instant until = Instant.MIN;

    MigrationsHealth(MigrationsAtStart migrations) {
        this.migrations = migrations;
    }

    @Override
    public synchronized Health health() {
        if (Instant.now().isBefore(until)) {
            return Health.up().build();
        }
        try {
            Status status = migrations.status();
            if (status.pending().isEmpty()) {
                until = Instant.now().plus(KEPT);
            }
            return (status.pending().isEmpty() ? Health.up() : Health.down())
                    .withDetail("applied", status.applied().size())
                    .withDetail(
                            "pending",
                            status.pending().stream().map(Revision::toString).toList())
                    .withDetail("unknown", status.unknown().size())
                    .build();
        } catch (Problem e) {
            return Health.down()
                    .withDetail("problem", String.valueOf(e.getMessage()))
                    .build();
        }
    }
}
