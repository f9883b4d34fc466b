package dev.pgsteady.apps.instantviz.billing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.apps.instantviz.InstantViz;
import dev.pgsteady.apps.instantviz.people.SignUp;
import dev.pgsteady.apps.instantviz.people.User;
import dev.pgsteady.apps.instantviz.people.Users;
import dev.pgsteady.apps.testing.ApiClient;
import dev.pgsteady.apps.testing.ApiClient.Reply;
import dev.pgsteady.apps.testing.RunningApp;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StripeTest {
    private static final String SECRET = "whsec_test";
    private static final long NOON = 1_780_000_000L;

    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private final TestDatabase database = SERVER.create();
    private final RunningApp app;

    StripeTest() throws Exception {
        this.app = RunningApp.start(
                InstantViz.class,
                database,
                Files.createTempDirectory("instantviz"),
                "instantviz.stripe.secrets=whsec_old," + SECRET,
                "instantviz.staff=Boss@Example.org",
                "instantviz.stripe.again=PT1H");
    }

    @AfterAll
    void stop() {
        app.close();
        database.close();
    }

    private User user() {
        return app.get(SignUp.class).signUp(UUID.randomUUID() + "@example.org", "correct horse battery", "Ada");
    }

    private User now(User user) {
        return app.get(Users.class)
                .findById(Objects.requireNonNull(user.getId()))
                .orElseThrow();
    }

    /// A life with Stripe: checkout, subscription, another tier, a failed payment, cancelled; then another one.
    private static List<String> life(UUID user, String mark) {
        List<String> events = new ArrayList<>();
        events.add(event(mark + 0, "checkout.session.completed", NOON, """
                {"customer": "cus_%s", "client_reference_id": "%s"}""".formatted(mark, user)));
        events.add(new Telling(mark + 1, "created", NOON + 1, mark, "sub_a", "incomplete", "pro").event());
        events.add(new Telling(mark + 2, "updated", NOON + 1, mark, "sub_a", "active", "pro").event());
        events.add(new Telling(mark + 3, "updated", NOON + 50, mark, "sub_a", "active", "team").event());
        events.add(event(mark + 4, "invoice.payment_failed", NOON + 60, """
                {"customer": "cus_%1$s", "subscription": "sub_a%1$s"}""".formatted(mark)));
        events.add(new Telling(mark + 5, "deleted", NOON + 70, mark, "sub_a", "canceled", "team").event());
        events.add(new Telling(mark + 6, "created", NOON + 80, mark, "sub_b", "active", "pro").event());
        events.add(event(mark + 7, "invoice.payment_failed", NOON + 90, """
                {"customer": "cus_%1$s",
                 "parent": {"subscription_details": {"subscription": "sub_b%1$s"}}}""".formatted(mark)));
        return events;
    }

    /// A subscription as Stripe tells of it.
    private record Telling(
            String id, String what, long at, String mark, String subscription, String status, String tier) {
        String event() {
            return StripeTest.event(id, "customer.subscription." + what, at, """
                    {"id": "%s%s", "customer": "cus_%s", "status": "%s", "current_period_end": %d,
                     "items": {"data": [{"price": {"lookup_key": "%s_monthly"}}]}}""".formatted(
                            subscription, mark, mark, status, at + 1000, tier));
        }
    }

    private static String event(String id, String type, long at, String object) {
        return """
                {"id": "evt_%s", "type": "%s", "created": %d, "api_version": "2026-07-29.dahlia",
                 "data": {"object": %s}}""".formatted(id, type, at, object);
    }

    private Reply send(String body, long at, String secret) {
        return app.anybody()
                .with("Stripe-Signature", "t=" + at + ",v1=" + StripeSignature.sign(secret, at, body))
                .postText("/api/stripe/webhook", body);
    }

    private Reply send(String body) {
        return send(body, Instant.now().getEpochSecond(), SECRET);
    }

    private static List<Object> shown(User user) {
        return List.of(
                user.tier().word(),
                Objects.requireNonNull(user.status()).word(),
                Objects.requireNonNull(user.currentPeriodEnd()));
    }

    @Test
    void a_thousand_orders_with_repeats_come_to_the_same() {
        Billing billing = app.get(Billing.class);
        JsonMapper json = JsonMapper.shared();
        Random random = new Random(11);
        for (int i = 0; i < 1000; i++) {
            User user = user(i);
            String mark = "r" + i + "x";
            List<String> events = life(Objects.requireNonNull(user.getId()), mark);
            events.add(events.get(random.nextInt(events.size())));
            Collections.shuffle(events, random);
            events.stream().map(json::readTree).forEach(billing::take);
            assertThat(shown(now(user)))
                    .as("order %d", i)
                    .isEqualTo(List.of("pro", "past_due", Instant.ofEpochSecond(NOON + 1080)));
        }
    }

    /// Without a password to hash a thousand times.
    private User user(int number) {
        return app.get(Users.class).saveAndFlush(new User("order" + number + "@example.org", "none", "Ada"));
    }

    @Test
    void each_step_of_a_life_shows_at_the_account() {
        User user = user();
        List<String> states = new ArrayList<>();
        for (String event : life(Objects.requireNonNull(user.getId()), "s")) {
            assertThat(send(event).status()).isEqualTo(204);
            User at = now(user);
            states.add(at.tier().word() + " "
                    + (at.status() == null ? "none" : at.status().word()));
        }
        assertThat(states)
                .containsExactly(
                        "free none",
                        "free incomplete",
                        "pro active",
                        "team active",
                        "team past_due",
                        "free canceled",
                        "pro active",
                        "pro past_due");
    }

    @Test
    void an_event_that_comes_twice_changes_nothing_the_second_time() {
        User user = user();
        List<String> events = life(Objects.requireNonNull(user.getId()), "twice");
        events.subList(0, 3).forEach(this::send);
        long version = now(user).getVersion();
        assertThat(send(events.get(2)).status()).isEqualTo(204);
        assertThat(now(user).getVersion()).isEqualTo(version);
    }

    @Test
    void a_subscription_that_is_told_before_its_customer_waits_for_him() {
        User user = user();
        List<String> events = life(Objects.requireNonNull(user.getId()), "early");
        send(events.get(2));
        assertThat(now(user).tier().word()).isEqualTo("free");
        send(events.get(0));
        assertThat(now(user).tier().word()).isEqualTo("pro");
    }

    @ParameterizedTest
    @CsvSource({
        "whsec_wrong,0,The signature is wrong.",
        "whsec_test,-400,The message is too old.",
        "whsec_test,400,The message is too old."
    })
    void what_is_not_from_stripe_or_was_recorded_is_refused(String secret, long seconds, String why) {
        User user = user();
        String event = life(Objects.requireNonNull(user.getId()), "forged").getFirst();
        Reply reply = send(event, Instant.now().getEpochSecond() + seconds, secret);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.at("/detail")).isEqualTo(why);
    }

    @Test
    void without_a_signature_or_with_another_body_nothing_is_believed() {
        long now = Instant.now().getEpochSecond();
        String header = "t=" + now + ",v1=" + StripeSignature.sign(SECRET, now, "{}");
        assertThat(app.anybody().postText("/api/stripe/webhook", "{}").status()).isEqualTo(400);
        assertThat(app.anybody()
                        .with("Stripe-Signature", header)
                        .postText("/api/stripe/webhook", "{ }")
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", " "})
    void without_a_secret_nothing_is_taken_and_stripe_sends_it_again(String secrets) throws Exception {
        try (TestDatabase empty = SERVER.create();
                RunningApp deaf = RunningApp.start(
                        InstantViz.class,
                        empty,
                        Files.createTempDirectory("instantviz"),
                        "instantviz.stripe.secrets=" + secrets)) {
            long now = Instant.now().getEpochSecond();
            Reply reply = deaf.anybody()
                    .with("Stripe-Signature", "t=" + now + ",v1=" + StripeSignature.sign(" ", now, "{}"))
                    .postText("/api/stripe/webhook", "{}");
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.at("/detail")).isEqualTo("instantviz.stripe.secrets is not set.");
        }
    }

    @Test
    void the_staff_sees_what_waits_and_tries_it_again() throws Exception {
        app.get(SignUp.class).signUp("boss@example.org", "correct horse battery", "Boss");
        ApiClient boss = app.signedIn("boss@example.org", "correct horse battery");
        User user = user();
        ApiClient other = app.signedIn(user.email(), "correct horse battery");
        assertThat(other.get("/api/staff/stripe-events").status()).isEqualTo(403);
        assertThat(other.post("/api/staff/stripe-events/again", Map.of()).status())
                .isEqualTo(403);

        String early = life(Objects.requireNonNull(user.getId()), "staff").get(2);
        send(early);
        assertThat(waiting(boss)).contains("evt_staff2");
        database.execute("UPDATE users SET stripe_customer_id = 'cus_staff' WHERE email = '" + user.email() + "'");
        assertThat(boss.post("/api/staff/stripe-events/again", Map.of()).status())
                .isEqualTo(200);
        assertThat(waiting(boss)).doesNotContain("evt_staff2");
        assertThat(now(user).tier().word()).isEqualTo("pro");
    }

    private static List<String> waiting(ApiClient boss) {
        Reply reply = boss.get("/api/staff/stripe-events?waiting=true");
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return reply.json().findValuesAsString("stripeEventId");
    }

    @Test
    void the_secret_before_is_good_while_they_are_exchanged() {
        User user = user();
        String event = life(Objects.requireNonNull(user.getId()), "rotated").getFirst();
        assertThat(send(event, Instant.now().getEpochSecond(), "whsec_old").status())
                .isEqualTo(204);
    }

    @Test
    void an_older_interface_of_stripes_says_the_same() {
        User user = user();
        String id = Objects.requireNonNull(user.getId()).toString();
        send(event("v0", "checkout.session.completed", NOON, """
                {"customer": "cus_v", "client_reference_id": "%s"}""".formatted(id)));
        send(event("v1", "customer.subscription.created", NOON + 1, """
                {"id": "sub_v", "customer": "cus_v", "status": "trialing",
                 "items": {"data": [{"current_period_end": %d, "price": {"metadata": {"tier": "team"}}}]}}""".formatted(NOON + 5)));
        assertThat(shown(now(user))).isEqualTo(List.of("team", "trialing", Instant.ofEpochSecond(NOON + 5)));
    }

    @Test
    void an_event_that_makes_no_sense_is_kept_with_the_reason_and_does_not_stop_others() throws Exception {
        User user = user();
        String id = Objects.requireNonNull(user.getId()).toString();
        send(event("n0", "checkout.session.completed", NOON, """
                {"customer": "cus_n", "client_reference_id": "%s"}""".formatted(id)));
        assertThat(send(event("n1", "customer.subscription.updated", NOON + 1, """
                {"id": "sub_n", "customer": "cus_n", "status": "dancing"}"""))
                        .status())
                .isEqualTo(204);
        try (var connection = database.connect();
                var rows = connection
                        .createStatement()
                        .executeQuery(
                                "SELECT error, processed_at FROM stripe_events WHERE stripe_event_id = 'evt_n1'")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).contains("dancing");
            assertThat(rows.getObject(2)).isNull();
        }
        send(new Telling("n2", "updated", NOON + 2, "n", "sub_n", "active", "pro").event());
        assertThat(now(user).tier().word()).isEqualTo("pro");
    }
}
