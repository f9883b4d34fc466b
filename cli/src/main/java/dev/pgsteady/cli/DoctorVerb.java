package dev.pgsteady.cli;

import static dev.pgsteady.core.TerminalStyle.fit;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Configuration;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Database;
import dev.pgsteady.core.Health;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Setting;
import dev.pgsteady.core.TerminalStyle.Ink;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.ObjectNode;

/// Says what was found where, and whether it works.
@AutoService(Verb.class)
@Command(
        name = "doctor",
        description = {
            "Say which database would be used, where each setting was found, and whether the connection works;",
            "when it does not, why, in words."
        })
public final class DoctorVerb extends Verb {
    @Mixin
    private final TargetOption target = new TargetOption();

    /// What was found.
    private record Diagnosed(
            Configuration configuration,
            ConnectionSettings settings,
            Optional<Problem> problem,
            String version,
            long millis) {}

    @Override
    int order() {
        return 31;
    }

    @Override
    int run(Console console) {
        Configuration configuration = TargetOption.configuration();
        ConnectionSettings settings = target.settings(console, configuration);
        Diagnosed diagnosed = diagnose(configuration, settings);
        if (common.json) {
            console.text(json(diagnosed));
        } else {
            text(console, diagnosed);
        }
        return diagnosed.problem().map(p -> p.kind().exitCode()).orElse(0);
    }

    private static Diagnosed diagnose(Configuration configuration, ConnectionSettings settings) {
        try (Database database = Database.single(settings)) {
            Health health = database.health();
            return new Diagnosed(
                    configuration,
                    settings,
                    Optional.empty(),
                    database.version().text(),
                    health.took().toMillis());
        } catch (Problem problem) {
            return new Diagnosed(configuration, settings, Optional.of(problem), "", 0);
        }
    }

    private static void text(Console console, Diagnosed found) {
        console.line("Java           " + Runtime.version() + " in " + System.getProperty("java.home"));
        console.line("Configuration  "
                + found.configuration().file().map(Path::toString).orElse("no pgsteady.toml here or above"));
        console.line("Servers        " + servers());
        console.line("");
        console.line(console.style().paint(Ink.BOLD, "Connection  ") + found.settings());
        List<Setting> table = found.settings().table();
        table.forEach(s -> console.line("  " + fit(s.keyword().word(), 22) + fit(s.shown(), 26) + " "
                + console.style().paint(Ink.FAINT, s.origin().words())));
        found.settings().notes().forEach(n -> console.line("  note: " + n));
        console.line("");
        found.problem()
                .ifPresentOrElse(
                        p -> sick(console, p),
                        () -> console.line(console.style().paint(Ink.GREEN, "Works: ") + "PostgreSQL " + found.version()
                                + " answered in " + found.millis() + " ms."));
    }

    private static void sick(Console console, Problem problem) {
        console.line(console.style().paint(Ink.RED, "Does not work: ") + problem.getMessage());
        console.style().wrap(problem.next(), 2).forEach(l -> console.line("  " + l));
    }

    private static String servers() {
        List<String> names = ServerOption.existing();
        return names.isEmpty() ? "no embedded server" : "embedded: " + String.join(", ", names);
    }

    private static String json(Diagnosed found) {
        return Json.object(root -> {
            root.put("java", Runtime.version().toString());
            found.configuration().file().ifPresent(f -> root.put("configuration", f.toString()));
            root.put("connection", found.settings().toString());
            ObjectNode settings = root.putObject("settings");
            found.settings()
                    .table()
                    .forEach(s -> settings.putObject(s.keyword().word())
                            .put("value", s.shown())
                            .put("origin", s.origin().words()));
            root.put("works", found.problem().isEmpty());
            found.problem()
                    .ifPresentOrElse(
                            p -> root.put(
                                            "problem",
                                            p.kind()
                                                    .name()
                                                    .toLowerCase(Locale.ROOT)
                                                    .replace('_', ' '))
                                    .put("exitCode", p.kind().exitCode())
                                    .put("message", p.getMessage())
                                    .put("next", p.next()),
                            () -> root.put("serverVersion", found.version()));
        });
    }
}
