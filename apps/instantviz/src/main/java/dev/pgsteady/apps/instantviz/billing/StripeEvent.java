package dev.pgsteady.apps.instantviz.billing;

import dev.pgsteady.mapping.OrderedKeyRow;
import dev.pgsteady.mapping.TableIndex;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import org.hibernate.annotations.ColumnDefault;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/// What Stripe told, word for word. What an account has paid for follows from all of them together.
@Entity
@Table(name = "stripe_events")
@TableIndex(name = "ix_stripe_events_customer", columns = "(payload #>> '{data,object,customer}')")
@TableIndex(name = "ix_stripe_events_unprocessed", columns = "receivedAt", where = "processed_at IS NULL")
@TableIndex(
        name = "ix_stripe_events_created",
        columns = {"createdAt", "id"})
public class StripeEvent extends OrderedKeyRow {
    @Column(nullable = false, unique = true, length = 255)
    private String stripeEventId = "";

    @Column(nullable = false, length = 100)
    private String type = "";

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(nullable = false)
    private Map<String, Object> payload = Map.of();

    @Column(nullable = false)
    @ColumnDefault("now()")
    private Instant receivedAt = Instant.now();

    private @Nullable Instant processedAt;

    @Column(length = 2000)
    private @Nullable String error;

    protected StripeEvent() {}

    String stripeEventId() {
        return stripeEventId;
    }

    String type() {
        return type;
    }

    Instant receivedAt() {
        return receivedAt;
    }

    @Nullable Instant processedAt() {
        return processedAt;
    }

    @Nullable String error() {
        return error;
    }
}
