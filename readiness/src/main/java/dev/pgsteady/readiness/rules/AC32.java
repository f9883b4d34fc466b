package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.Finding.Subject;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Probes.StoredPassword;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Routine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Ways out of the database.
///
/// Languages and functions are in the catalog. Whether a user mapping holds a password is seen by superusers and
/// for some by their owners; the options are looked at on the server and never read. Who may reach the server at
/// all is AC03's.
@AutoService(Rule.class)
public final class AC32 implements Rule {

    private static final Set<String> UNTRUSTED = Set.of(
            "plpython3u", "plpython2u", "plpythonu", "plperlu", "pltclu", "plr", "plsh", "javau", "plluau", "plrubyu");
    private static final Pattern LITERAL = Pattern.compile("'[^']*'");
    private static final Pattern TARGET = Pattern.compile("(?i)\\b(host|hostaddr|port|dbname)\\s*=");
    private static final Pattern PASSWORD = Pattern.compile("(?i)\\bpassword\\s*=\\s*[^\\s']");
    private static final Words WORDS = new Words(
            new RuleId("AC32"),
            Severity.MEDIUM,
            "Ways out of the database",
            """
            A function in an untrusted language runs on the server's machine with the rights of the server itself. A
            password in a user mapping or in the text of a function stands in the catalog and in every dump, and
            opens another server.""",
            """
            Revoke EXECUTE from PUBLIC on functions in untrusted languages, and keep the languages where they are
            needed. Give foreign servers a role with few rights, mappings for single roles, and passwords from a
            file (passfile).""",
            "Chapter 46 PL/Python; F.35 postgres_fdw; CREATE USER MAPPING; F.11 dblink");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Finding> findings = new ArrayList<>();
        facts.schema().others().stream()
                .filter(o -> o.kind().equals("language") && UNTRUSTED.contains(o.identity()))
                .forEach(o -> language(facts, o.identity()).ifPresent(findings::add));
        facts.schema().routines().stream()
                .filter(r -> r.extension().isEmpty() && holdsPassword(r))
                .forEach(r -> findings.add(written(r)));
        facts.live().probes().storedPasswords().forEach(p -> findings.add(stored(p)));
        boolean hidden = !facts.server().superuser()
                && facts.schema().others().stream().anyMatch(o -> o.kind().equals("user mapping"));
        return findings.isEmpty() && hidden
                ? new Verdict.Unknown("whether the user mappings hold passwords is visible to a superuser alone")
                : Verdict.of(findings);
    }

    private Optional<Finding> language(Facts facts, String language) {
        List<Routine> open = facts.schema().routines().stream()
                .filter(r -> r.language().equals(language) && r.extension().isEmpty())
                .filter(r -> Routines.publicMayCall(r) && !Routines.forTriggers(r))
                .toList();
        String revoke = open.stream()
                .map(r -> "REVOKE EXECUTE ON ROUTINE %s FROM PUBLIC;".formatted(r.signature()))
                .collect(Collectors.joining("\n"));
        return open.isEmpty()
                ? Optional.empty()
                : Optional.of(finding(
                        new Subject("language", Sql.identifier(language)),
                        "%,d of its functions, which act with the rights of the server itself, may be called by everybody"
                                .formatted(open.size()),
                        Mend.review(revoke),
                        open.size()));
    }

    /// Whether the text has a connection string for dblink with a password in it. One that is put together ends before.
    private static boolean holdsPassword(Routine routine) {
        return routine.definition().contains("dblink")
                && LITERAL.matcher(routine.definition())
                        .results()
                        .map(MatchResult::group)
                        .anyMatch(l ->
                                TARGET.matcher(l).find() && PASSWORD.matcher(l).find());
    }

    private Finding written(Routine routine) {
        return finding(
                Subjects.routine(routine),
                "a password for another server is written in the text of the function",
                Mend.procedure(
                        "Use a foreign server and a user mapping, or a passfile of the server's, and change the password."),
                0);
    }

    private Finding stored(StoredPassword password) {
        boolean everybody = password.role().equals("public");
        return finding(
                        new Subject(
                                "user mapping",
                                "for %s server %s"
                                        .formatted(
                                                everybody ? "PUBLIC" : Sql.identifier(password.role()),
                                                Sql.identifier(password.server()))),
                        everybody
                                ? "every role reaches the other server by one password that is kept in the catalog"
                                : "the password for the other server is kept in the catalog and in every dump",
                        Mend.procedure(
                                "Keep the password in a file of the server's (option passfile), for single roles."),
                        0)
                .at(everybody ? Severity.MEDIUM : Severity.LOW);
    }
}
