package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Column;
import dev.pgsteady.schema.Grant;
import dev.pgsteady.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Secrets readable by those who only look.
@AutoService(Rule.class)
public final class AC28 implements Rule {

    private static final Pattern SENSITIVE = Pattern.compile(
            "(?i)(.*_)?(password|passwd|pwd|passphrase|password_?hash|password_?digest|hashed_?password|encrypted_?password"
                    + "|crypted_?password|pwd_?hash|ssn|social_security(_number)?|credit_?card(_number)?|card_?number|cvv2?|cvc|iban"
                    + "|api_?key|api_?secret|client_?secret|secret_?key|private_?key|secret|access_?token|refresh_?token|reset_?token"
                    + "|reset_password_token|auth_?token|session_?token|otp_?secret|totp_?secret|mfa_?secret)");
    private static final Set<String> HOLDING = Set.of("text", "varchar", "bpchar", "citext", "bytea", "json", "jsonb");
    private static final Words WORDS = new Words(
            new RuleId("AC28"),
            Severity.HIGH,
            "Secrets readable by those who only look",
            """
            Password hashes, tokens and card numbers are worth stealing from any replica, report or laptop that may
            read them. A role for reports needs none of these columns.""",
            """
            Grant the readers the other columns by name, or a view without these; keep tokens hashed.""",
            "5.7 Privileges (column privileges)");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Finding> findings = new ArrayList<>();
        for (Table table : facts.tables()) {
            if (!table.isPartition()) {
                judge(facts, table).ifPresent(findings::add);
            }
        }
        return Verdict.of(findings);
    }

    private Optional<Finding> judge(Facts facts, Table table) {
        List<Column> secrets = table.columns().stream()
                .filter(c -> SENSITIVE.matcher(c.name()).matches()
                        && HOLDING.contains(c.type().base().name()))
                .toList();
        Set<String> readers = new TreeSet<>();
        for (Column column : secrets) {
            Stream.concat(table.grants().stream(), column.grants().stream())
                    .filter(g -> g.privilege().equals("SELECT"))
                    .map(Grant::grantee)
                    .filter(g -> g.isEmpty() || onlyReads(table, g))
                    .forEach(readers::add);
        }
        readers.removeIf(Logins::managed);
        return readers.isEmpty() ? Optional.empty() : Optional.of(found(facts, table, secrets, readers));
    }

    private static boolean onlyReads(Table table, String role) {
        return !role.equals(table.owner())
                && table.grants().stream()
                        .noneMatch(g -> g.grantee().equals(role)
                                && Set.of("INSERT", "UPDATE", "DELETE").contains(g.privilege()));
    }

    private Finding found(Facts facts, Table table, List<Column> secrets, Set<String> readers) {
        String hidden = secrets.stream().map(c -> Sql.identifier(c.name())).collect(Collectors.joining(", "));
        String shown = table.columns().stream()
                .filter(c -> !secrets.contains(c))
                .map(c -> Sql.identifier(c.name()))
                .collect(Collectors.joining(", "));
        String who = readers.stream()
                .map(r -> r.isEmpty() ? "PUBLIC" : Sql.identifier(r))
                .collect(Collectors.joining(", "));
        String grant = shown.isEmpty()
                ? ""
                : "\nGRANT SELECT (%s) ON %s TO %s;"
                        .formatted(shown, table.name().sql(), who);
        return finding(
                        About.table(table),
                        "%s may read %s".formatted(who, hidden),
                        Mend.review("REVOKE SELECT ON %s FROM %s;%s"
                                .formatted(table.name().sql(), who, grant)),
                        facts.rows(table))
                .at(readers.contains("") ? Severity.HIGH : Severity.MEDIUM);
    }
}
