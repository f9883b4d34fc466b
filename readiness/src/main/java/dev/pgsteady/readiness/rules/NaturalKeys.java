package dev.pgsteady.readiness.rules;

import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Facts.Reference;
import dev.pgsteady.readiness.NameWords;
import dev.pgsteady.schema.Column;
import dev.pgsteady.schema.Constraint.ForeignKey;
import dev.pgsteady.schema.Table;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Columns that identify something in the world, told by their names.
final class NaturalKeys {
    private static final Set<String> PERSONS =
            Set.of("email", "username", "login", "e_mail", "email_address", "user_name", "login_name");
    private static final Set<String> THINGS =
            Set.of("slug", "sku", "isbn", "permalink", "idempotency_key", "external_id", "vat_number", "iban");
    private static final Set<String> PROVIDERS = Set.of(
            "stripe",
            "paypal",
            "google",
            "github",
            "gitlab",
            "facebook",
            "apple",
            "auth0",
            "firebase",
            "cognito",
            "shopify",
            "hubspot",
            "salesforce",
            "braintree",
            "razorpay",
            "paddle",
            "plaid",
            "adyen",
            "gocardless",
            "mollie",
            "twilio",
            "clerk",
            "keycloak",
            "okta");
    private static final Set<String> ACCOUNTS = Set.of(
            "user",
            "account",
            "customer",
            "member",
            "admin",
            "administrator",
            "subscriber",
            "login",
            "person",
            "people",
            "client",
            "employee",
            "student",
            "patient",
            "profile");
    private static final Set<String> HASHES = Set.of(
            "password_hash", "password_digest", "encrypted_password", "hashed_password", "crypted_password", "passwd");
    private static final Set<String> NUMBERED = Set.of(
            "slide",
            "line",
            "page",
            "step",
            "row",
            "item",
            "chapter",
            "episode",
            "track",
            "version",
            "revision",
            "sequence",
            "section",
            "question",
            "lesson",
            "seat",
            "part",
            "volume",
            "round");
    private static final Set<String> ORDERED = Set.of(
            "position",
            "order_index",
            "sort_order",
            "ordinal",
            "display_order",
            "sort_index",
            "sequence_no",
            "sort_position",
            "line_no",
            "seq_no");

    private NaturalKeys() {}

    /// Whether the name says that each value stands for one thing. A column of a foreign key stands for a row instead.
    static boolean named(Facts facts, Table table, Column column) {
        String joined = facts.words(column.name()).joined();
        return (PERSONS.contains(joined) || THINGS.contains(joined) || provider(facts.words(column.name())))
                && (Kinds.text(facts, column) || Kinds.integer(facts, column))
                && !Guards.refers(table, column.name());
    }

    /// Whether it identifies a person who signs in.
    static boolean person(Facts facts, Column column) {
        return PERSONS.contains(facts.words(column.name()).joined());
    }

    /// `stripe_customer_id`, `github_id`: somebody else's id.
    private static boolean provider(NameWords words) {
        return words.all().size() >= 2
                && words.last().equals("id")
                && PROVIDERS.contains(words.all().getFirst());
    }

    /// Whether the name is plain enough to go by without any statistics: a login in a table of accounts, a slug, the
    /// provider's id of this very thing.
    static boolean plain(Facts facts, Table table, Column column) {
        boolean accounts = facts.words(table.name().name()).endsIn(ACCOUNTS)
                || table.columns().stream()
                        .anyMatch(c -> HASHES.contains(facts.words(c.name()).joined()));
        boolean given = facts.words(column.name()).joined().equals("external_id");
        return person(facts, column) ? accounts : !given;
    }

    /// Whether the column gives each child its place under a parent.
    static boolean position(Facts facts, Column column) {
        return Kinds.integer(facts, column)
                && (ORDERED.contains(facts.words(column.name()).joined()) || numbered(facts, column));
    }

    /// Whether the place is a number that people see and refer to (`slide_number`), unlike a mere order of sorting.
    static boolean numbered(Facts facts, Column column) {
        NameWords words = facts.words(column.name());
        return words.all().size() == 2
                && Set.of("number", "no", "num").contains(words.last())
                && NUMBERED.contains(words.all().getFirst());
    }

    /// The column that leads to the parent: the only reference of the table, or the one whose target the table is named
    /// after (`project_slides` and `projects`).
    static Optional<String> parent(Facts facts, Table table) {
        List<Reference> references = Stream.concat(
                        table.foreignKeys().stream().map(k -> reference(table, k)),
                        facts.inferred(table.name()).stream())
                .filter(r -> r.columns().size() == 1)
                .toList();
        List<String> columns =
                references.stream().map(r -> r.columns().getFirst()).distinct().toList();
        if (columns.size() == 1) {
            return Optional.of(columns.getFirst());
        }
        NameWords own = facts.words(table.name().name());
        return references.stream()
                .filter(r -> !r.parent().equals(table.name()))
                .filter(r ->
                        own.joined().startsWith(facts.words(r.parent().name()).joined() + "_"))
                .map(r -> r.columns().getFirst())
                .findFirst();
    }

    private static Reference reference(Table table, ForeignKey key) {
        return new Reference(table.name(), key.columns(), key.target(), key.targetColumns(), Optional.of(key.name()));
    }
}
