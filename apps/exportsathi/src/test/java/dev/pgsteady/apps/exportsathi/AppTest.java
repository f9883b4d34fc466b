package dev.pgsteady.apps.exportsathi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.apps.testing.ApiClient;
import dev.pgsteady.apps.testing.ApiClient.Reply;
import dev.pgsteady.apps.testing.RunningApp;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AppTest {
    private static final String PASSWORD = "correct horse battery";

    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private final TestDatabase database;
    private final RunningApp app;
    private final ApiClient staff;

    AppTest() throws Exception {
        this.database = SERVER.create();
        this.app = RunningApp.start(
                ExportSathi.class,
                database,
                Files.createTempDirectory("exportsathi"),
                "exportsathi.staff=staff@example.org");
        this.staff = registered("staff@example.org", Map.of());
    }

    @AfterAll
    void stop() {
        app.close();
        database.close();
    }

    private static Map<String, Object> account(String mail, Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(
                Map.of("email", mail, "password", PASSWORD, "businessType", "Manufacturing", "companySize", "Small"));
        all.putAll(more);
        return all;
    }

    private ApiClient registered(String mail, Map<String, Object> more) {
        Reply reply = app.anybody().post("/api/users", account(mail, more));
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return app.signedIn(mail, PASSWORD);
    }

    private ApiClient anyone() {
        return registered(UUID.randomUUID() + "@example.org", Map.of());
    }

    private static Map<String, Object> turmeric(String name) {
        return Map.of("productName", name, "productDescription", "turmeric powder", "destinationCountry", "US");
    }

    private static String made(ApiClient who) {
        Reply reply = who.post("/api/reports", turmeric("Turmeric"));
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return "/api/reports/" + reply.at("/id");
    }

    private static List<String> texts(JsonNode list, String field) {
        List<String> all = new ArrayList<>();
        list.forEach(n -> all.add(n.path(field).asString("")));
        return all;
    }

    @Test
    void who_signs_in_may_write_the_mail_address_in_another_case() {
        String mail = "meera." + UUID.randomUUID() + "@example.org";
        registered(mail, Map.of());
        app.signedIn(mail.toUpperCase(Locale.ROOT), PASSWORD);
    }

    @Test
    void a_report_comes_with_its_plan_of_seven_days_its_certifications_and_both_analyses() {
        JsonNode report = anyone().post("/api/reports", turmeric("Turmeric")).json();
        assertThat(report.path("hsCode").asString("")).isEqualTo("0910");
        assertThat(report.path("riskScore").asInt()).isBetween(0, 100);
        assertThat(texts(report.path("certifications"), "certificationId"))
                .containsExactly("fssai", "iec", "lut", "origin", "phytosanitary", "rcmc", "us-fda");
        assertThat(texts(report.path("plan"), "dayNumber").stream().distinct())
                .containsExactly("1", "2", "3", "4", "5", "6", "7");
        assertThat(report.at("/finance/capital/needed").asLong()).isPositive();
        assertThat(report.at("/logistics/routes")).hasSize(3);
    }

    @Test
    void a_mail_address_is_taken_once_whatever_its_case() {
        String mail = UUID.randomUUID() + "@example.org";
        registered(mail, Map.of());
        Reply again = app.anybody().post("/api/users", account(mail.toUpperCase(Locale.ROOT), Map.of()));
        assertThat(again.status()).as(again.text()).isEqualTo(409);
        assertThat(again.at("/constraint")).isEqualTo("users_email_key");
    }

    private static void certified(ApiClient asha, String report) {
        JsonNode iec = asha.get(report + "/certifications").json().path(1);
        Map<String, Object> change = Map.of(
                "status",
                "completed",
                "documentsCompleted",
                List.of("pan_card"),
                "notes",
                "came by post",
                "updatedAt",
                iec.path("updatedAt").asString(""));
        Reply done = asha.put(report + "/certifications/iec", change);
        assertThat(done.at("/status")).as(done.text()).isEqualTo("completed");
        Reply late = asha.put(report + "/certifications/iec", change);
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.at("/currentVersion")).isEqualTo(done.at("/updatedAt"));
    }

    @Test
    void progress_is_written_down_and_counted() {
        ApiClient asha = anyone();
        String report = made(asha);
        certified(asha, report);

        JsonNode task = asha.get(report + "/plan").json().path(0);
        Reply ticked = asha.put(
                report + "/plan/" + task.path("taskId").asString(""),
                Map.of(
                        "completed",
                        true,
                        "notes",
                        "",
                        "updatedAt",
                        task.path("updatedAt").asString("")));
        assertThat(ticked.json().path("completed").asBoolean()).isTrue();
        assertThat(ticked.at("/completedAt")).isNotEmpty();

        Reply whole = asha.get(report);
        Reply finished = asha.patch(report, Map.of("status", "completed", "updatedAt", whole.at("/updatedAt")));
        assertThat(finished.at("/status")).isEqualTo("completed");
        JsonNode metrics = asha.get("/api/metrics").json();
        long saved = whole.json().at("/finance/rodtep/benefit").asLong()
                + whole.json().at("/finance/gst/refund").asLong();
        assertThat(metrics.path("costSavings").asDouble()).isEqualTo((double) saved);
        assertThat(List.of(
                        metrics.path("reportsGenerated").asInt(),
                        metrics.path("certificationsCompleted").asInt(),
                        metrics.path("exportsCompleted").asInt(),
                        metrics.path("timeSavedDays").asInt()))
                .isEqualTo(List.of(1, 1, 1, 3));
    }

    @Test
    void ten_at_once_are_all_counted() throws Exception {
        ApiClient asha = anyone();
        List<Future<Integer>> answers = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 10; i++) {
                String name = "T" + i;
                answers.add(clients.submit(
                        () -> asha.post("/api/reports", turmeric(name)).status()));
            }
        }
        for (Future<Integer> answer : answers) {
            assertThat(answer.get()).isEqualTo(201);
        }
        assertThat(asha.get("/api/metrics").json().path("reportsGenerated").asInt())
                .isEqualTo(10);
    }

    @Test
    void an_answer_names_where_it_stands_and_is_the_same_each_time() {
        ApiClient asha = anyone();
        String report = made(asha);
        String chat = "/api/chats/" + asha.post(report + "/chats", Map.of()).at("/id") + "/messages";
        Reply first = asha.post(chat, Map.of("content", "What does the FDA registration cost?"));
        assertThat(first.status()).as(first.text()).isEqualTo(201);
        assertThat(first.at("/1/sources/0/place")).isEqualTo("us-fda");
        assertThat(first.at("/1/content")).contains("45000 rupees", "[1]");
        Reply again = asha.post(chat, Map.of("content", "What does the FDA registration cost?"));
        assertThat(again.at("/1/content")).isEqualTo(first.at("/1/content"));
        Reply unknown = asha.post(chat, Map.of("content", "quantum chromodynamics"));
        assertThat(unknown.json().at("/1/sources")).isEmpty();
        List<String> roles = texts(asha.get(chat + "?limit=4").json().path("items"), "role");
        assertThat(roles).containsExactly("assistant", "user", "assistant", "user");
    }

    @Test
    void a_paper_is_judged_and_what_is_in_it_is_not_to_be_read_in_the_database() throws Exception {
        ApiClient asha = registered(UUID.randomUUID() + "@example.org", Map.of("phone", "+919812345678"));
        String report = made(asha);
        Map<String, Object> data = Map.of("invoiceNumber", "INV-7", "buyer", "Zeta GmbH", "hsCode", "1234");
        Reply paper = asha.post(report + "/documents", Map.of("documentType", "commercial_invoice", "data", data));
        assertThat(paper.json().path("valid").asBoolean()).isFalse();
        assertThat(texts(paper.json().path("validationResults"), "field"))
                .containsExactly("currency", "total", "hsCode");
        assertThat(asha.get("/api/documents/" + paper.at("/id")).at("/data/buyer"))
                .isEqualTo("Zeta GmbH");
        try (var connection = database.connect();
                var row = connection.createStatement().executeQuery("""
                        SELECT (SELECT string_agg(d::text, '') FROM generated_documents d)
                            || (SELECT string_agg(u::text, '') FROM users u)
                            || (SELECT string_agg(c::text, '') FROM trail.changes c)""")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).doesNotContain("Zeta", "9812345678").contains("k1");
        }
        assertThat(staff.get("/api/staff/users?phone=%2B919812345678").at("/0/phone"))
                .isEqualTo("+919812345678");
        assertThat(asha.get("/api/staff/users?phone=%2B919812345678").status()).isEqualTo(403);
    }

    @Test
    void what_is_deleted_can_be_put_back_with_all_that_went_with_it() {
        ApiClient asha = anyone();
        String report = made(asha);
        String chat = "/api/chats/" + asha.post(report + "/chats", Map.of()).at("/id") + "/messages";
        asha.post(chat, Map.of("content", "Which port?"));
        asha.post(report + "/documents", Map.of("documentType", "declaration", "data", Map.of("place", "Pune")));
        Reply before = asha.get(report);
        Reply said = asha.get(chat);
        assertThat(asha.delete(report).status()).isEqualTo(204);
        assertThat(asha.get(report).status()).isEqualTo(404);
        assertThat(asha.get("/api/metrics").json().path("reportsGenerated").asInt())
                .isZero();

        JsonNode trash = asha.get("/api/trash").json().path("items");
        assertThat(texts(trash, "kind")).containsExactly("report");
        String item = "/api/trash/" + trash.path(0).path("id").asString("");
        assertThat(anyone().post(item + "/restore", Map.of()).status()).isEqualTo(404);
        assertThat(asha.post(item + "/restore", Map.of()).status()).isEqualTo(204);
        assertThat(asha.get(report).text()).isEqualTo(before.text());
        assertThat(asha.get(chat).text()).isEqualTo(said.text());
        assertThat(asha.get(report + "/documents").json().path("items")).hasSize(1);
        assertThat(asha.get("/api/trash").json().path("items")).isEmpty();
    }

    @Test
    void the_trail_says_who_did_what() {
        ApiClient asha = anyone();
        String me = asha.get("/api/me").at("/id");
        String report = made(asha);
        asha.patch(
                report,
                Map.of("status", "archived", "updatedAt", asha.get(report).at("/updatedAt")));
        JsonNode lines = staff.get("/api/staff/trail?table=reports&row=" + report.replaceAll(".*/", ""))
                .json()
                .path("items");
        assertThat(texts(lines, "action")).containsExactly("update", "insert");
        assertThat(texts(lines, "actor")).containsExactly(me, me);
        assertThat(lines.path(0).at("/before/status").asString("")).isEqualTo("in_progress");
        assertThat(lines.path(0).at("/after/status").asString("")).isEqualTo("archived");
        assertThat(asha.get("/api/staff/trail/by?actor=" + me).status()).isEqualTo(403);
    }

    @Test
    void what_is_somebody_elses_is_not_there() {
        ApiClient asha = anyone();
        ApiClient eve = anyone();
        String report = made(asha);
        String chat = "/api/chats/" + asha.post(report + "/chats", Map.of()).at("/id") + "/messages";
        for (String path : List.of(
                report, report + "/plan", report + "/certifications", report + "/documents", report + "/chats", chat)) {
            assertThat(eve.get(path).status()).as(path).isEqualTo(404);
            assertThat(app.anybody().get(path).status()).as(path).isEqualTo(401);
        }
        assertThat(eve.delete(report).status()).isEqualTo(404);
        assertThat(eve.post(chat, Map.of("content", "?")).status()).isEqualTo(404);
        assertThat(eve.post(report + "/chats", Map.of()).status()).isEqualTo(404);
        assertThat(asha.get(report).status()).isEqualTo(200);
    }

    @Test
    void a_list_is_read_page_by_page_and_by_status() {
        ApiClient asha = anyone();
        for (int i = 0; i < 5; i++) {
            asha.post("/api/reports", turmeric("P" + i));
        }
        List<String> names = new ArrayList<>();
        Optional<String> next = Optional.of("");
        while (next.isPresent()) {
            Reply page = asha.get("/api/reports?status=in_progress&limit=2"
                    + next.filter(n -> !n.isEmpty()).map(n -> "&after=" + n).orElse(""));
            names.addAll(texts(page.json().path("items"), "productName"));
            next = Optional.of(page.at("/next")).filter(n -> !n.isEmpty());
        }
        assertThat(names).containsExactly("P4", "P3", "P2", "P1", "P0");
        assertThat(asha.get("/api/reports?status=archived").json().path("items"))
                .isEmpty();
        assertThat(asha.get("/api/reports?status=dancing").status()).isEqualTo(400);
        assertThat(asha.get("/api/reports?after=bm90aGluZw").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"productName\": 5}",
                "{\"productName\": \"\", \"productDescription\": \"\", \"destinationCountry\": \"US\"}",
                "{\"productName\": \"x\", \"destinationCountry\": \"US\"}",
                "{\"productName\": \"x\", \"productDescription\": \"\", \"destinationCountry\": \"usa\"}",
                "{\"productName\": \"x\", \"productDescription\": \"\", \"destinationCountry\": \"US\", \"hsCode\": \"9\"}"
            })
    void what_makes_no_sense_is_refused_and_nothing_is_kept(String body) {
        ApiClient asha = anyone();
        Reply reply = asha.postText("/api/reports", body);
        assertThat(reply.status()).as(reply.text()).isIn(400, 422);
        assertThat(asha.get("/api/reports").json().path("items")).isEmpty();
    }

    @Test
    void a_field_that_is_too_long_is_named_and_a_body_that_is_too_long_is_not_read() {
        ApiClient asha = anyone();
        Reply field = asha.post("/api/reports", turmeric("x".repeat(201)));
        assertThat(field.status()).isEqualTo(422);
        assertThat(field.at("/errors/0/field")).isEqualTo("productName");
        assertThat(asha.post("/api/reports", turmeric("x".repeat(1_000_000))).status())
                .isEqualTo(413);
        Reply account = app.anybody()
                .post("/api/users", account("a@example.org", Map.of("phone", "12", "businessType", "Piracy")));
        assertThat(account.status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'; DROP TABLE users; --", "🦆 žluťoučký 馬", "${jndi:ldap://x}", "a\tb\\c%_"})
    void any_text_is_only_text(String text) {
        ApiClient asha = anyone();
        Reply made = asha.post("/api/reports", turmeric(text));
        assertThat(made.status()).isEqualTo(201);
        assertThat(asha.get("/api/reports/" + made.at("/id")).at("/productName"))
                .isEqualTo(text);
        assertThat(asha.get("/api/reports/%27%20or%201=1").status()).isEqualTo(400);
    }

    @Test
    void the_page_of_the_interface_and_health_are_there() {
        assertThat(app.anybody().get("/openapi").text())
                .contains("/api/reports/{report}/chats", "/api/trash/{id}/restore")
                .doesNotContain("<script");
        assertThat(app.anybody().get("/actuator/health/readiness").at("/status"))
                .isEqualTo("UP");
        assertThat(app.anybody().get("/actuator/prometheus").text()).contains("hikaricp_connections_active");
    }
}
