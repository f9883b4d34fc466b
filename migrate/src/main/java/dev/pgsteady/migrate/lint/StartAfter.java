package dev.pgsteady.migrate.lint;

import dev.pgsteady.core.Problem;
import dev.pgsteady.migrate.Revision;
import dev.pgsteady.migrate.RevisionGraph;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Finds the migrations of a folder that were there before anybody looked: they are left alone.
///
/// @param graph   the revisions in it
/// @param sources all migrations in it, in order
record StartAfter(RevisionGraph graph, List<LintSource> sources) {
    private static final Pattern DAY = Pattern.compile("(\\d{4})[-_]?(\\d{2})[-_]?(\\d{2}).*");

    /// @param word a revision's id or its first digits, a date, or the name of a file
    /// @throws Problem CONFIGURATION when it is none of these
    Set<Path> before(String word) {
        Optional<LocalDate> day = day(word);
        if (day.isPresent()) {
            return upTo(day.get());
        }
        Optional<Revision> revision = graph.ordered().stream()
                .filter(r -> r.id().text().equals(word)
                        || (word.length() >= 4 && r.id().text().startsWith(word))
                        || r.file().getFileName().toString().equals(word))
                .findFirst();
        if (revision.isPresent()) {
            return graph.withAncestors(List.of(revision.get().id())).stream()
                    .flatMap(id -> graph.find(id).stream())
                    .map(Revision::file)
                    .collect(Collectors.toSet());
        }
        return upTo(word);
    }

    private Set<Path> upTo(String name) {
        Set<Path> before = new HashSet<>();
        for (LintSource source : sources) {
            before.add(source.file());
            if (source.file().getFileName().toString().equals(name)) {
                return before;
            }
        }
        throw new Problem(
                Problem.Kind.CONFIGURATION,
                "migrate.lint.start_after says '" + name + "', and no migration is called so.",
                "Name a revision by its id, a day as 2026-01-31, or a file.");
    }

    private Set<Path> upTo(LocalDate last) {
        Set<Path> before = new HashSet<>();
        graph.ordered().stream()
                .filter(r -> r.made()
                        .filter(m -> !LocalDate.ofInstant(m, ZoneOffset.UTC).isAfter(last))
                        .isPresent())
                .forEach(r -> before.add(r.file()));
        sources.stream()
                .filter(s -> !s.ours())
                .map(LintSource::file)
                .filter(f -> named(f).filter(d -> !d.isAfter(last)).isPresent())
                .forEach(before::add);
        return before;
    }

    /// The day that a file's name begins with, as most tools that count by time write it.
    private static Optional<LocalDate> named(Path file) {
        Matcher day = DAY.matcher(file.getFileName().toString().replaceFirst("^[VvUuRr](?=\\d)", ""));
        return day.matches() ? day(day.group(1) + "-" + day.group(2) + "-" + day.group(3)) : Optional.empty();
    }

    private static Optional<LocalDate> day(String word) {
        try {
            return Optional.of(LocalDate.parse(word, DateTimeFormatter.ISO_LOCAL_DATE));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
