package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Live.HbaRule;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Cluster.Role;
import dev.pgsteady.schema.Cluster.Verifier;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Password asked of a role that has none.
///
/// Known from `pg_authid` and the lines of `pg_hba.conf`; where either is hidden it is unknown. A role that one
/// line at least serves by peer, certificate or another service needs no password. An empty password is AC12's,
/// which tries it.
@AutoService(Rule.class)
public final class AC13 implements Rule {

    private static final Set<String> BY_PASSWORD = Set.of("scram-sha-256", "md5", "password");
    private static final Words WORDS = new Words(
            new RuleId("AC13"),
            Severity.MEDIUM,
            "Password asked of a role that has none",
            """
            The role may log in, and every line of pg_hba.conf that serves it asks for a password, so that nobody
            gets in: a door that is forgotten. Its rights wait for the first password that somebody gives it in
            passing.""",
            """
            Take LOGIN from the role, or give it the password that its program uses.""",
            "20.5 Password Authentication; 22.2 Role Attributes");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        if (facts.loginRoles().stream().allMatch(r -> r.verifier().isEmpty())) {
            return Hidden.passwords(facts);
        }
        List<Role> bare = Logins.ordinary(facts).stream()
                .filter(r -> r.verifier().equals(Optional.of(Verifier.NONE)))
                .toList();
        return bare.isEmpty() ? new Verdict.Passed() : Hidden.orHba(facts, lines -> judge(facts, bare, lines));
    }

    private Verdict judge(Facts facts, List<Role> bare, List<HbaRule> lines) {
        List<HbaRule> letting = HbaLines.letting(lines);
        return Verdict.of(bare.stream()
                .filter(r -> onlyByPassword(facts, r, letting))
                .map(r -> found(facts, r))
                .toList());
    }

    private static boolean onlyByPassword(Facts facts, Role role, List<HbaRule> lines) {
        Set<String> groups = Logins.groups(facts, role.name());
        List<HbaRule> serving = lines.stream()
                .filter(l -> l.users().stream().anyMatch(u -> means(u, role.name(), groups)))
                .filter(l -> role.replication() || !l.databases().equals(List.of("replication")))
                .toList();
        return !serving.isEmpty() && serving.stream().allMatch(l -> BY_PASSWORD.contains(l.method()));
    }

    /// Whether a word of the users' column means the role; a pattern, which begins with a slash, is taken to.
    private static boolean means(String word, String role, Set<String> groups) {
        return word.equals("all")
                || word.equals(role)
                || word.startsWith("/")
                || (word.startsWith("+")
                        && (groups.contains(word.substring(1))
                                || word.substring(1).equals(role)));
    }

    private Finding found(Facts facts, Role role) {
        String name = Sql.identifier(role.name());
        boolean rights = !Logins.groups(facts, role.name()).isEmpty()
                || Logins.tablesByOwner(facts).containsKey(role.name());
        return finding(
                        Subjects.role(role.name()),
                        "role %s has no password, and every line that serves it asks for one".formatted(name),
                        Mend.review("ALTER ROLE %s NOLOGIN;\n-- or give it a password (in psql: \\password %s)"
                                .formatted(name, name)),
                        0)
                .at(rights ? Severity.MEDIUM : Severity.LOW);
    }
}
