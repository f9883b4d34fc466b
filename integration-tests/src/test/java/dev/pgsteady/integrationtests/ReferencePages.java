package dev.pgsteady.integrationtests;

import dev.pgsteady.cli.HelpPages;
import dev.pgsteady.core.Area;
import dev.pgsteady.core.Check.Words;
import dev.pgsteady.core.ConfigurationKey;
import dev.pgsteady.core.Problem;
import dev.pgsteady.jpa.ModelLint;
import dev.pgsteady.migrate.lint.LintRule;
import dev.pgsteady.migrate.lint.LintRules;
import dev.pgsteady.readiness.Rules;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The pages under `docs/reference/` that are made from the code.
final class ReferencePages {
    private static final String MADE = "<!-- Made from the code; a test holds it true. -->\n\n";

    private ReferencePages() {}

    static Map<String, String> all() {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("docs/reference/exit-codes.md", exitCodes());
        pages.put("docs/reference/rules.md", rules());
        pages.put("docs/reference/lint-rules.md", lintRules());
        pages.put("docs/reference/entity-lints.md", entityLints());
        pages.put("docs/reference/annotations.md", AnnotationPage.text(MADE));
        pages.put("docs/reference/command-line.md", commandLine());
        pages.put("docs/reference/configuration.md", configuration());
        return pages;
    }

    private static String exitCodes() {
        StringBuilder page = new StringBuilder("# Exit codes\n\n").append(MADE);
        page.append(
                "A code never changes its meaning. With `--json` a problem is printed as JSON with the same code.\n\n");
        page.append("| code | problem | meaning |\n|---|---|---|\n");
        page.append("| 0 | | Done; for `check`, nothing at or above `--fail-on`. |\n");
        page.append(
                "| 1 | | For `check`, findings at or above `--fail-on`; for `migrate check`, any; for `migrate lint`, at or above `--fail-on`; for `status`, not running. |\n");
        for (Problem.Kind kind : Problem.Kind.values()) {
            page.append("| %d | %s | %s |\n".formatted(kind.exitCode(), words(kind), kind.meaning()));
        }
        return page.toString();
    }

    private static String words(Problem.Kind kind) {
        return kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }

    private static String lintRules() {
        List<LintRule> all = LintRules.installed().all();
        StringBuilder page = new StringBuilder("# Lint rules\n\n").append(MADE);
        page.append("The %d rules of `pgsteady migrate lint`.".formatted(all.size()))
                .append(" The severity is that for a table whose size is not known.\n");
        all.stream()
                .map(LintRule::words)
                .forEach(w -> page.append("\n## %s\n\n%s (%s).\n\n%s\n"
                        .formatted(w.name(), w.title(), w.severity().word(), w.why())));
        return page.toString();
    }

    private static String entityLints() {
        StringBuilder page = new StringBuilder("# Lints of entities\n\n").append(MADE);
        page.append("The %d lints of `pgsteady migrate lint --entities`.".formatted(ModelLint.values().length))
                .append(
                        " `@Allow(value = \"missing-version\", because = \"...\")` on the class or the field accepts one.\n");
        for (ModelLint lint : ModelLint.values()) {
            page.append("\n## %s\n\n%s (%s).\n\n%s\n\nInstead: `%s`\n"
                    .formatted(lint.id(), lint.title(), lint.severity().word(), lint.why(), lint.instead()));
        }
        return page.toString();
    }

    private static String rules() {
        List<Words> all = Rules.installed().all().stream().map(r -> r.words()).toList();
        StringBuilder page = new StringBuilder("# Rules\n\n").append(MADE);
        page.append("%d rules in eight areas. `pgsteady explain RULE` prints one.\n".formatted(all.size()));
        for (Area area : Area.values()) {
            page.append("\n## ").append(area.title()).append("\n");
            all.stream().filter(w -> w.id().area() == area).forEach(w -> rule(page, w));
        }
        return page.toString();
    }

    private static void rule(StringBuilder page, Words rule) {
        page.append("\n### %s %s\n\n".formatted(rule.id(), rule.title()));
        page.append("Severity: %s.\n\n%s\n\n%s\n\n".formatted(rule.severity().word(), rule.reason(), rule.remedy()));
        page.append("Rests on: %s.\n".formatted(rule.manual()));
    }

    private static String commandLine() {
        StringBuilder page = new StringBuilder("# The command line\n\n").append(MADE);
        HelpPages.all().forEach((name, help) -> page.append("## %s\n\n```\n%s```\n\n".formatted(name, help)));
        return page.toString().strip() + "\n";
    }

    private static String configuration() {
        StringBuilder page = new StringBuilder("# pgsteady.toml\n\n").append(MADE);
        page.append(
                "Looked for in the working directory and its parents up to the one that holds `.git`, then in the\n");
        page.append(
                "user's configuration directory (`$XDG_CONFIG_HOME/pgsteady`, `~/.config/pgsteady`). An unknown key\n");
        page.append("is a problem that names its line.\n\n");
        page.append("| key | value | when not given | meaning |\n|---|---|---|---|\n");
        for (ConfigurationKey key : ConfigurationKey.values()) {
            page.append("| `%s` | %s | %s | %s |\n"
                    .formatted(
                            key.path(),
                            key.type().words(),
                            key.standard().isEmpty() ? "" : "`" + key.standard() + "`",
                            key.meaning()));
        }
        return page.toString();
    }
}
