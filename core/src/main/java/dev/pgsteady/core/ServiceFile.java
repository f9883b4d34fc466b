package dev.pgsteady.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// libpq's connection service file (manual, 34.17): sections of settings under names.
final class ServiceFile {
    private final Environment environment;
    private final List<String> names = new ArrayList<>();

    ServiceFile(Environment environment) {
        this.environment = environment;
    }

    /// Takes the settings of a service, from the user's file or else from the system's.
    void readInto(FoundWords found, String service) {
        Path own = Path.of(found.get(Keyword.SERVICEFILE)
                .map(Setting::value)
                .or(() -> environment.variable("PGSERVICEFILE"))
                .orElse(environment.serviceFile().toString()));
        Path system = Path.of(environment.variable("PGSYSCONFDIR").orElse("/etc/postgresql-common"))
                .resolve("pg_service.conf");
        if (!section(own, service, found) && !section(system, service, found)) {
            throw new Problem(
                    Problem.Kind.CONFIGURATION,
                    "There is no service \"" + service + "\" in " + environment.shortened(own) + " or "
                            + environment.shortened(system) + ".",
                    "Add a section [" + service + "] there." + Nearest.suggestion(service, names));
        }
    }

    private boolean section(Path file, String service, FoundWords found) {
        boolean inside = false;
        boolean seen = false;
        int number = 0;
        for (String raw : lines(file)) {
            String line = raw.strip();
            number++;
            if (line.startsWith("[")) {
                String name = line.endsWith("]") ? line.substring(1, line.length() - 1) : line.substring(1);
                names.add(name);
                inside = name.equals(service) && !seen;
                seen |= inside;
            } else if (inside && !line.isEmpty() && !line.startsWith("#")) {
                setting(line, new Origin.Service(environment.shortened(file), service), number, found);
            }
        }
        return seen;
    }

    private static void setting(String line, Origin.Service origin, int number, FoundWords found) {
        int equals = line.indexOf('=');
        if (equals < 1 || line.startsWith("service=") || line.startsWith("servicefile=")) {
            throw new Problem(
                    Problem.Kind.CONFIGURATION,
                    "Line " + number + " of " + origin.file() + " is not a setting that a service can have.",
                    "Write word=value with one of libpq's words; a service cannot name another one.");
        }
        FoundWords one = new FoundWords();
        ForeignWords.libpq(line.substring(0, equals), line.substring(equals + 1), origin, one);
        Keyword keyword = Keyword.ofWord(line.substring(0, equals)).orElseThrow();
        found.offer(keyword, line.substring(equals + 1), origin);
    }

    private List<String> lines(Path file) {
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new Problem(
                    Problem.Kind.FILE,
                    "The service file " + environment.shortened(file) + " cannot be read: " + e.getMessage() + ".",
                    "Make it readable for this user, as UTF-8 text.",
                    e);
        }
    }
}
