package dev.pgsteady.apps.instantviz.billing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.apps.instantviz.InstantViz;
import dev.pgsteady.apps.instantviz.people.SignUp;
import dev.pgsteady.apps.testing.RunningApp;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Secret;
import dev.pgsteady.data.proof.AtomicityProof;
import dev.pgsteady.data.proof.ProofResult;
import dev.pgsteady.data.proof.junit.AtomicFlow;
import dev.pgsteady.data.proof.junit.AtomicityExtension;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.json.JsonMapper;

/// Every flow that must not stop half way, broken at each of its statements.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AtomicFlowsTest {
    private static final String USER = "6c0ffee0-0000-4000-8000-000000000001";
    private static final JsonMapper JSON = JsonMapper.shared();

    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private final TestDatabase database = SERVER.create();
    private final AtomicityProof proof;

    @RegisterExtension
    final AtomicityExtension flows;

    private final RunningApp app;

    AtomicFlowsTest() throws Exception {
        Path keys = Files.createTempDirectory("instantviz");
        RunningApp.start(InstantViz.class, database, keys, "pgsteady.pool.size=1")
                .close();
        database.execute("""
                INSERT INTO users (id, email, password_hash, full_name, stripe_customer_id)
                VALUES ('%s', 'ada@example.org', 'none', 'Ada', 'cus_1');
                INSERT INTO stripe_events (stripe_event_id, type, payload, processed_at) VALUES
                ('evt_1', 'customer.subscription.created', '%s', now())""".formatted(USER, new Change("evt_1", "created", 1, "active", "pro").event()));
        var address = database.address();
        this.proof =
                AtomicityProof.on(ConnectionSettings.to(address.host(), address.port(), database.name(), address.user())
                        .withPassword(Secret.of(address.readPassword())));
        this.flows = AtomicityExtension.by(proof);
        this.app = RunningApp.over(InstantViz.class, proof.dataSource(), keys, "instantviz.stripe.again=PT1H");
    }

    @AfterAll
    void stop() {
        app.close();
        database.close();
    }

    /// @param second after the beginning
    private record Change(String id, String what, long second, String status, String tier) {
        String event() {
            return """
                    {"id": "%s", "type": "customer.subscription.%s", "created": %d, "data": {"object":
                    {"id": "sub_1", "customer": "cus_1", "status": "%s", "metadata": {"tier": "%s"}}}}""".formatted(id, what, 1_780_000_000L + second, status, tier);
        }
    }

    private void take(String event) {
        app.get(Billing.class).take(JSON.readTree(event));
    }

    @AtomicFlow("signup")
    void an_account_comes_with_its_workspace() {
        app.get(SignUp.class).signUp("new@example.org", "correct horse", "New");
    }

    @AtomicFlow("subscription-created")
    void a_subscription_begins() {
        take(new Change("evt_2", "created", 2, "active", "team").event());
    }

    @AtomicFlow("subscription-updated")
    void a_subscription_changes() {
        take(new Change("evt_3", "updated", 3, "active", "team").event());
    }

    @AtomicFlow("subscription-deleted")
    void a_subscription_ends() {
        take(new Change("evt_4", "deleted", 4, "canceled", "pro").event());
    }

    @AtomicFlow("payment-failed")
    void a_payment_fails() {
        take("""
                {"id": "evt_5", "type": "invoice.payment_failed", "created": 1780000009, "data": {"object":
                {"customer": "cus_1", "subscription": "sub_1"}}}""");
    }

    /// A proof that cannot fail proves nothing: the same flow in two transactions.
    @Test
    void a_broken_copy_of_a_flow_is_found_out() {
        ProofResult result = proof.prove("two-transactions", source -> {
            Billing billing = app.get(Billing.class);
            var event = JSON.readTree(new Change("evt_6", "deleted", 6, "canceled", "pro").event());
            billing.keep(event, "kept first");
            billing.apply(event);
        });
        assertThat(result.atomic()).isFalse();
        assertThat(result.words()).contains("two-transactions is not atomic", "stripe_events");
    }
}
