package dev.pgsteady.apps.instantviz.billing;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Keeps what Stripe told, and what follows from it for an account: both in one transaction, each event once.
@Service
public class Billing {
    private final JdbcClient database;
    private final JsonMapper json = JsonMapper.shared();

    Billing(JdbcClient database) {
        this.database = database;
    }

    /// Takes an event and all that follows from it, or nothing. One that was taken before is left alone.
    ///
    /// @throws IllegalArgumentException when it says what nobody understands
    @Transactional
    public void take(JsonNode event) {
        if (keep(event)) {
            apply(event);
        }
    }

    /// Keeps an event that could not be applied, with the reason.
    @Transactional
    public void keep(JsonNode event, String why) {
        keep(event);
        database.sql("UPDATE stripe_events SET error = left(:why, 2000) WHERE stripe_event_id = :event")
                .param("why", why)
                .param("event", event.path("id").asString(""))
                .update();
    }

    private boolean keep(JsonNode event) {
        return database.sql("""
                INSERT INTO stripe_events (id, stripe_event_id, type, payload)
                VALUES (gen_random_uuid(), :event, :type, :payload::jsonb)
                ON CONFLICT (stripe_event_id) DO NOTHING""")
                        .param("event", event.path("id").asString(""))
                        .param("type", event.path("type").asString(""))
                        .param("payload", event.toString())
                        .update()
                == 1;
    }

    /// Draws the consequences of an event that was kept: all that is known of its customer, told in order. One whose
    /// account is not there yet goes on waiting.
    ///
    /// @throws IllegalArgumentException when it says what nobody understands
    @Transactional
    public void apply(JsonNode event) {
        Told.of(event);
        JsonNode object = event.path("data").path("object");
        Optional<String> customer =
                Optional.of(object.path("customer").asString("")).filter(c -> !c.isEmpty());
        if (event.path("type").asString("").equals("checkout.session.completed")) {
            customer.ifPresent(c -> link(object.path("client_reference_id").asString(""), c));
        }
        if (customer.isEmpty()) {
            done(event.path("id").asString(""));
            return;
        }
        Optional<UUID> user = database.sql("SELECT id FROM users WHERE stripe_customer_id = :customer FOR UPDATE")
                .param("customer", customer.get())
                .query(UUID.class)
                .optional();
        user.ifPresent(id -> {
            write(id, Standing.after(told(customer.get())), customer.get());
            done(event.path("id").asString(""));
        });
    }

    private void link(String reference, String customer) {
        if (reference.matches("[0-9a-fA-F-]{36}")) {
            database.sql("""
                    UPDATE users SET stripe_customer_id = :customer
                    WHERE id = :user AND (stripe_customer_id IS NULL OR stripe_customer_id = :customer)""")
                    .param("customer", customer)
                    .param("user", UUID.fromString(reference))
                    .update();
        }
    }

    private List<Told> told(String customer) {
        return database
                .sql("SELECT payload::text FROM stripe_events WHERE payload #>> '{data,object,customer}' = :customer")
                .param("customer", customer)
                .query(String.class)
                .list()
                .stream()
                .flatMap(text -> understood(json.readTree(text)).stream())
                .toList();
    }

    /// An event that nobody understands has its own error, and stands in no other's way.
    private static Optional<Told> understood(JsonNode event) {
        try {
            return Told.of(event);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void write(UUID user, Standing standing, String customer) {
        database.sql("""
                UPDATE users SET subscription_tier = :tier, subscription_status = :status,
                    stripe_subscription_id = :subscription, current_period_end = :until, version = version + 1
                WHERE id = :user""")
                .param("tier", standing.tier().word())
                .param("status", standing.status().map(s -> s.word()).orElse(null))
                .param("subscription", standing.subscription().orElse(null))
                .param(
                        "until",
                        standing.until()
                                .map(t -> OffsetDateTime.ofInstant(t, ZoneOffset.UTC))
                                .orElse(null))
                .param("user", user)
                .update();
        database.sql("""
                UPDATE stripe_events SET processed_at = now()
                WHERE payload #>> '{data,object,customer}' = :customer AND processed_at IS NULL AND error IS NULL""").param("customer", customer).update();
    }

    private void done(String event) {
        database.sql("UPDATE stripe_events SET processed_at = now(), error = NULL WHERE stripe_event_id = :event")
                .param("event", event)
                .update();
    }

    /// Events that were kept and not applied, the oldest first.
    @Transactional(readOnly = true)
    public List<JsonNode> waiting(int most) {
        return database.sql("""
                    SELECT payload::text FROM stripe_events WHERE processed_at IS NULL
                    ORDER BY received_at LIMIT :most""").param("most", most).query(String.class).list().stream()
                .map(json::readTree)
                .toList();
    }
}
