package dev.pgsteady.apps.exportsathi.seed;

import dev.pgsteady.apps.exportsathi.Fields;
import dev.pgsteady.apps.exportsathi.assessment.Assessment;
import dev.pgsteady.apps.exportsathi.assessment.Need;
import dev.pgsteady.apps.exportsathi.assessment.Subject;
import dev.pgsteady.apps.exportsathi.metrics.RollUp;
import dev.pgsteady.apps.exportsathi.people.BusinessType;
import dev.pgsteady.apps.exportsathi.people.CompanySize;
import dev.pgsteady.apps.web.seeding.Rows;
import dev.pgsteady.apps.web.seeding.Seed;
import dev.pgsteady.apps.web.signin.Passwords;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Companies with reports. The first is `asha@example.org`; the password of each is `exportsathi`. The
/// same for the same number, but for what is encrypted, which never comes out twice the same.
@Component
class InventedCompanies implements Seed {
    private static final int SEED = 3;
    private static final int STEP = 250;
    private static final int REPORTS = 3;
    private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<String> PRODUCTS = List.of(
            "Turmeric powder",
            "Basmati rice",
            "Mango pickle",
            "Cotton shirts",
            "Leather bags",
            "Steel cookware",
            "LED lamps",
            "Ceramic tableware",
            "Silver earrings",
            "Ayurvedic tablets",
            "Wooden furniture",
            "Darjeeling tea");
    private static final List<String> COUNTRIES = List.of("US", "DE", "AE", "GB", "SG", "AU", "NL", "JP", "SA", "ZA");
    private static final List<String> NAMES =
            List.of("Asha", "Vikram", "Lakshmi", "Imran", "Meera", "Arjun", "Fatima", "Joseph", "Ananya", "Harpreet");

    private final Passwords passwords;
    private final Fields fields;
    private final JsonMapper json = JsonMapper.shared();

    InventedCompanies(Passwords passwords, Fields fields) {
        this.passwords = passwords;
        this.fields = fields;
    }

    /// A company.
    private record Company(int number, UUID id, BusinessType business, CompanySize size) {}

    /// A report of one, with what follows for it.
    private record Made(int number, Company company, Subject subject, Assessment found, String status) {
        UUID id() {
            return key("report", number);
        }

        Instant at() {
            return BEGINNING.plusSeconds(number * 40L);
        }

        Instant done(boolean yes) {
            return yes ? at().plusSeconds(86_400) : at();
        }
    }

    @Override
    public boolean sown(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT EXISTS (SELECT 1 FROM users)")) {
            return row.next() && row.getBoolean(1);
        }
    }

    @Override
    public void sow(Connection connection, int users, LongConsumer done) throws SQLException {
        Random random = new Random(SEED);
        String password = passwords.hash("exportsathi");
        partitions(connection, users);
        for (int from = 0; from < users; from += STEP) {
            List<Company> companies = companies(from, Math.min(users, from + STEP), random);
            users(connection, companies, password);
            List<Made> reports = companies.stream()
                    .flatMap(c -> java.util.stream.IntStream.range(0, REPORTS).mapToObj(i -> report(c, i, random)))
                    .toList();
            reports(connection, reports);
            certifications(connection, reports);
            tasks(connection, reports);
            analyses(connection, reports);
            documents(connection, reports);
            chats(connection, reports);
            done.accept(Math.min(users, from + STEP));
        }
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(RollUp.everybody());
            statement.execute("ANALYZE chat_messages, trail.changes");
        }
    }

    /// What is invented is older than the partitions that there are.
    private static void partitions(Connection connection, int users) throws SQLException {
        LocalDate last = LocalDate.ofInstant(BEGINNING.plusSeconds(40L * users * REPORTS + 60), ZoneOffset.UTC);
        try (Statement statement = connection.createStatement()) {
            for (LocalDate month = LocalDate.of(2026, 1, 1); !month.isAfter(last); month = month.plusMonths(1)) {
                statement.execute("SELECT chat_messages_partition('" + month + "')");
            }
        }
    }

    private static UUID key(String kind, int number) {
        return UUID.nameUUIDFromBytes((kind + number).getBytes(StandardCharsets.US_ASCII));
    }

    private static <T> T one(List<T> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }

    private static List<Company> companies(int from, int to, Random random) {
        List<Company> companies = new ArrayList<>();
        for (int i = from; i < to; i++) {
            companies.add(new Company(
                    i,
                    key("company", i),
                    one(List.of(BusinessType.values()), random),
                    one(List.of(CompanySize.values()), random)));
        }
        return companies;
    }

    private static Made report(Company company, int i, Random random) {
        Subject subject = new Subject(
                one(PRODUCTS, random),
                "Made in India by a company that exports for the first time.",
                Optional.empty(),
                one(COUNTRIES, random),
                company.business(),
                company.size());
        String status = one(List.of("draft", "in_progress", "in_progress", "completed", "archived"), random);
        return new Made(company.number() * REPORTS + i, company, subject, Assessment.of(subject), status);
    }

    private void users(Connection connection, List<Company> companies, String password) throws SQLException {
        try (Rows rows = new Rows(
                connection,
                "users (id, email, password_hash, business_type, company_size, company_name, phone, created_at)")) {
            for (Company c : companies) {
                String name = NAMES.get(c.number() % NAMES.size());
                rows.add(
                        c.id(),
                        name.toLowerCase(java.util.Locale.ROOT) + (c.number() == 0 ? "" : c.number()) + "@example.org",
                        password,
                        c.business().word(),
                        c.size().word(),
                        name + " Exports " + c.number(),
                        fields.phone(c.id()).encrypt("+9198%08d".formatted(c.number())),
                        BEGINNING.plusSeconds(c.number() * 120L));
            }
        }
    }

    private void reports(Connection connection, List<Made> reports) throws SQLException {
        try (Rows rows = new Rows(
                connection,
                "reports (id, user_id, product_name, product_description, hs_code, hs_code_confidence,"
                        + " destination_country, business_type, company_size, risk_score, estimated_cost,"
                        + " estimated_timeline_days, status, report_data, completed_at, created_at)")) {
            for (Made m : reports) {
                Assessment found = m.found();
                rows.add(
                        m.id(),
                        m.company().id(),
                        m.subject().product(),
                        m.subject().description(),
                        found.hs().code(),
                        found.hs().confidence(),
                        m.subject().destination(),
                        m.company().business().word(),
                        m.company().size().word(),
                        found.risk(),
                        found.cost(),
                        found.days(),
                        m.status(),
                        json.writeValueAsString(found.summary()),
                        m.status().equals("completed") ? m.done(true) : null,
                        m.at());
            }
        }
    }

    private static void certifications(Connection connection, List<Made> reports) throws SQLException {
        try (Rows rows = new Rows(
                connection,
                "certification_progress (report_id, user_id, certification_id, certification_name, status, started_at,"
                        + " completed_at, created_at)")) {
            for (Made m : reports) {
                for (Need need : m.found().needs()) {
                    boolean done = m.status().equals("completed");
                    rows.add(
                            m.id(),
                            m.company().id(),
                            need.id(),
                            need.title(),
                            done ? "completed" : "not_started",
                            done ? m.at() : null,
                            done ? m.done(true) : null,
                            m.at());
                }
            }
        }
    }

    private static void tasks(Connection connection, List<Made> reports) throws SQLException {
        try (Rows rows = new Rows(
                connection,
                "action_plan_progress (report_id, user_id, day_number, task_id, task_title, is_completed, completed_at,"
                        + " created_at)")) {
            for (Made m : reports) {
                for (Assessment.Step step : m.found().plan()) {
                    boolean done = m.status().equals("completed") || step.day() < 3;
                    rows.add(
                            m.id(),
                            m.company().id(),
                            step.day(),
                            step.id(),
                            step.title(),
                            done,
                            done ? m.done(true) : null,
                            m.at());
                }
            }
        }
    }

    private void analyses(Connection connection, List<Made> reports) throws SQLException {
        try (Rows rows = new Rows(
                connection,
                "finance_analysis (report_id, user_id, working_capital_data, rodtep_benefit_data, gst_refund_data,"
                        + " cash_flow_timeline, created_at)")) {
            for (Made m : reports) {
                rows.add(
                        m.id(),
                        m.company().id(),
                        json.writeValueAsString(m.found().money().capital()),
                        json.writeValueAsString(m.found().money().rodtep()),
                        json.writeValueAsString(m.found().money().gst()),
                        json.writeValueAsString(m.found().money().flow()),
                        m.at());
            }
        }
        try (Rows rows = new Rows(
                connection,
                "logistics_analysis (report_id, lcl_fcl_comparison, rms_probability, freight_estimate, route_options,"
                        + " created_at)")) {
            for (Made m : reports) {
                rows.add(
                        m.id(),
                        json.writeValueAsString(m.found().shipping().loads()),
                        m.found().shipping().rmsProbability(),
                        json.writeValueAsString(m.found().shipping().freight()),
                        json.writeValueAsString(m.found().shipping().routes()),
                        m.at());
            }
        }
    }

    private void documents(Connection connection, List<Made> reports) throws SQLException {
        try (Rows rows = new Rows(
                connection,
                "generated_documents (id, report_id, user_id, document_type, document_data, is_valid, created_at)")) {
            for (Made m : reports) {
                UUID id = key("document", m.number());
                Map<String, Object> data = Map.of(
                        "invoiceNumber", "INV-" + m.number(),
                        "buyer", "Buyer in " + m.subject().destination(),
                        "currency", "USD",
                        "total", 1000 + m.number() % 9000);
                rows.add(
                        id,
                        m.id(),
                        m.company().id(),
                        "commercial_invoice",
                        "\"" + fields.document(id).encrypt(json.writeValueAsString(data)) + "\"",
                        true,
                        m.at());
            }
        }
    }

    private static void chats(Connection connection, List<Made> reports) throws SQLException {
        try (Rows rows = new Rows(connection, "chat_sessions (id, report_id, user_id, context_data, created_at)")) {
            for (Made m : reports) {
                rows.add(key("chat", m.number()), m.id(), m.company().id(), "{\"questions\": 1}", m.at());
            }
        }
        try (Rows rows = new Rows(connection, "chat_messages (session_id, role, content, created_at)")) {
            for (Made m : reports) {
                rows.add(key("chat", m.number()), "user", "Which certifications do I need?", m.at());
                rows.add(
                        key("chat", m.number()),
                        "assistant",
                        "You need " + m.found().needs().size() + " of them.",
                        m.at().plusSeconds(1));
            }
        }
    }
}
