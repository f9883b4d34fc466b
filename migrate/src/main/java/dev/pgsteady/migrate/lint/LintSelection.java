package dev.pgsteady.migrate.lint;

import dev.pgsteady.core.Problem;
import dev.pgsteady.migrate.Address;
import dev.pgsteady.migrate.Revision;
import dev.pgsteady.migrate.RevisionFolder;
import dev.pgsteady.migrate.RevisionGraph;
import dev.pgsteady.migrate.lint.LintSource.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which migrations are judged, and which come before them.
///
/// @param sources all, in the order in which they run
/// @param judged  the files of those that are judged
public record LintSelection(List<LintSource> sources, Set<Path> judged) {
    /// Numbers in a file's name count as numbers: `V2__a.sql` comes before `V10__b.sql`.
    static final Comparator<Path> BY_NAME =
            Comparator.comparing(LintSelection::padded).thenComparing(Path::toString);

    public LintSelection {
        sources = List.copyOf(sources);
        judged = Set.copyOf(judged);
    }

    /// What is asked for.
    ///
    /// @param words      files, folders and revisions; nothing for the folder's own revisions
    /// @param folder     the folder of the revisions
    /// @param startAfter the last migration of a folder that is left alone
    /// @param runs       how files of other tools run, if somebody said
    public record Wanted(List<String> words, RevisionFolder folder, Optional<String> startAfter, Optional<Runs> runs) {
        public Wanted {
            words = List.copyOf(words);
        }
    }

    /// Finds the migrations.
    ///
    /// @throws Problem USAGE when a word is no file, no folder and no revision
    public static LintSelection of(Wanted wanted) {
        List<LintSource> sources = new ArrayList<>();
        Set<Path> judged = new HashSet<>();
        if (wanted.words().isEmpty()) {
            folder(wanted.folder().path(), wanted, sources, judged);
        }
        for (String word : wanted.words()) {
            Path path = Path.of(word);
            if (Files.isDirectory(path)) {
                folder(path, wanted, sources, judged);
            } else if (Files.exists(path)) {
                file(path, wanted, sources, judged);
            } else {
                revisions(word, wanted, sources, judged);
            }
        }
        return new LintSelection(distinct(sources), judged);
    }

    /// The same, with no more judged than these revisions.
    public LintSelection only(List<Revision> revisions) {
        Set<Path> files = revisions.stream().map(Revision::file).collect(Collectors.toSet());
        files.retainAll(judged);
        return new LintSelection(sources, files);
    }

    /// Whether a migration is judged.
    public boolean judges(LintSource source) {
        return judged.contains(source.file());
    }

    private static List<LintSource> distinct(List<LintSource> sources) {
        Set<Path> seen = new HashSet<>();
        return sources.stream().filter(s -> seen.add(s.file())).toList();
    }

    private static void revisions(String word, Wanted wanted, List<LintSource> sources, Set<Path> judged) {
        RevisionGraph graph = wanted.folder().read().sound();
        List<Revision> named;
        try {
            named = Address.parse(word).in(graph);
        } catch (Problem e) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    "'" + word + "' is no file, no folder and no revision.",
                    "Name a file of SQL, a folder of such files, or a revision of "
                            + wanted.folder().path() + ".",
                    e);
        }
        graph.ordered().forEach(r -> sources.add(LintSource.of(r)));
        named.forEach(r -> judged.add(r.file()));
    }

    private static void file(Path file, Wanted wanted, List<LintSource> sources, Set<Path> judged) {
        Path parent = Optional.ofNullable(file.getParent()).orElse(Path.of(""));
        List<Revision> revisions = new RevisionFolder(parent).read().graph().ordered();
        Optional<Revision> ours = revisions.stream()
                .filter(r -> r.file().getFileName().equals(file.getFileName()))
                .findFirst();
        if (ours.isPresent()) {
            revisions.forEach(r -> sources.add(LintSource.of(r)));
            judged.add(ours.get().file());
        } else {
            sources.add(LintSource.file(file, wanted.runs()));
            judged.add(file);
        }
    }

    /// Revisions in the order of their graph; then what else is there, by name, folders within included.
    private static void folder(Path folder, Wanted wanted, List<LintSource> sources, Set<Path> judged) {
        boolean own = folder.equals(wanted.folder().path());
        RevisionGraph graph =
                (own ? wanted.folder() : new RevisionFolder(folder)).read().graph();
        List<LintSource> found = new ArrayList<>();
        Set<String> ours = new HashSet<>();
        for (Revision revision : graph.ordered()) {
            if (revision.code().isPresent() || folder.equals(revision.file().getParent())) {
                found.add(LintSource.of(revision));
                ours.add(revision.file().getFileName().toString());
            }
        }
        if (ours.isEmpty()) {
            files(folder).forEach(f -> found.add(LintSource.file(f, wanted.runs())));
        } else {
            files(folder).stream()
                    .filter(f -> folder.equals(f.getParent()))
                    .filter(f -> !ours.contains(f.getFileName().toString()))
                    .forEach(f -> found.add(LintSource.file(f, wanted.runs())));
        }
        sources.addAll(found);
        StartAfter start = new StartAfter(graph, found);
        Set<Path> leftAlone = wanted.startAfter().map(start::before).orElse(Set.of());
        found.stream().map(LintSource::file).filter(f -> !leftAlone.contains(f)).forEach(judged::add);
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f ->
                            f.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".sql"))
                    .filter(f -> !f.getFileName().toString().startsWith("."))
                    .sorted(BY_NAME)
                    .toList();
        } catch (IOException e) {
            throw new Problem(
                    Problem.Kind.FILE, folder + " cannot be read: " + e.getMessage() + ".", "Make it readable.", e);
        }
    }

    private static String padded(Path path) {
        StringBuilder padded = new StringBuilder();
        StringBuilder digits = new StringBuilder();
        for (char c : (path.toString() + '\0').toCharArray()) {
            if (Character.isDigit(c)) {
                digits.append(c);
            } else {
                padded.append(digits.isEmpty() ? "" : "0".repeat(Math.max(0, 20 - digits.length())))
                        .append(digits)
                        .append(c);
                digits.setLength(0);
            }
        }
        return padded.toString();
    }
}
