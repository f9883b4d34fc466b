package dev.pgsteady.migrate;

import dev.pgsteady.core.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A folder of Flyway's files, which a team goes on using: `V1.2__add_users.sql`, with its way back in
/// `U1.2__add_users.sql` where there is one. Each is a revision; each follows the one of the version before
/// it.
///
/// @param path         where it is, with the folders below it
/// @param placeholders what `${name}` stands for
public record FlywayFolder(Path path, Map<String, String> placeholders) {
    private static final Pattern NAME = Pattern.compile("([VU])([0-9]+(?:[._][0-9]+)*)__(.+)\\.sql");
    private static final Pattern REPEATABLE = Pattern.compile("R__(.+)\\.sql");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}\\n]*)}");

    public FlywayFolder {
        placeholders = Map.copyOf(placeholders);
    }

    /// A file of Flyway's.
    ///
    /// @param version  with dots, as Flyway's history has it; empty for a repeatable one
    /// @param checksum as Flyway's history has it
    /// @param revision what it is here
    public record Versioned(String version, int checksum, Revision revision) {}

    /// What the folder holds.
    ///
    /// @param files       in the order of their versions
    /// @param repeatables those without a version, in the order of their names
    /// @param unreadable  what cannot be read as a revision
    public record Contents(List<Versioned> files, List<Versioned> repeatables, List<Complaint> unreadable) {
        static final Contents NONE = new Contents(List.of(), List.of(), List.of());

        public Contents {
            files = List.copyOf(files);
            repeatables = List.copyOf(repeatables);
            unreadable = List.copyOf(unreadable);
        }

        /// What is wrong with the files when they are kept; repeatable ones are no revisions.
        public List<Complaint> complaints() {
            return Stream.concat(
                            unreadable.stream(),
                            repeatables.stream()
                                    .map(r -> repeatable(r.revision().file())))
                    .toList();
        }

        /// The files, when nothing is wrong with them.
        ///
        /// @throws Problem REVISION with what is wrong
        public List<Versioned> sound() {
            if (!complaints().isEmpty()) {
                throw Complaint.problem(complaints());
            }
            return files;
        }

        /// All files, the repeatable ones last.
        ///
        /// @throws Problem REVISION with what is wrong
        public List<Versioned> importable() {
            if (!unreadable.isEmpty()) {
                throw Complaint.problem(unreadable);
            }
            return Stream.concat(files.stream(), repeatables.stream()).toList();
        }
    }

    /// A file with its name taken apart.
    private record Named(Path file, char kind, FlywayVersion version, String description) {}

    /// Reads it.
    ///
    /// @throws Problem FILE when it is not there or cannot be read
    public Contents read() {
        List<Complaint> complaints = new ArrayList<>();
        try (Stream<Path> all = Files.walk(path)) {
            List<Path> files = all.filter(Files::isRegularFile).sorted().toList();
            List<Named> named = files.stream().flatMap(f -> named(f).stream()).toList();
            List<Versioned> versioned = revisions(named, complaints);
            return new Contents(versioned, repeatables(files, complaints), complaints);
        } catch (IOException e) {
            throw new Problem(
                    Problem.Kind.FILE,
                    "The folder of Flyway's files, " + path + ", cannot be read: " + e.getMessage() + ".",
                    "Name it with --keep-folder, or with [migrate] flyway in pgsteady.toml.",
                    e);
        }
    }

    private static Optional<Named> named(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        return name.matches()
                ? Optional.of(new Named(
                        file,
                        name.group(1).charAt(0),
                        FlywayVersion.of(name.group(2)),
                        name.group(3).replace('_', ' ').strip()))
                : Optional.empty();
    }

    private List<Versioned> revisions(List<Named> named, List<Complaint> complaints) throws IOException {
        Map<FlywayVersion, Path> back = new HashMap<>();
        named.stream().filter(n -> n.kind() == 'U').forEach(n -> back.put(n.version(), n.file()));
        List<Versioned> files = new ArrayList<>();
        List<RevisionId> parents = List.of();
        for (Named up : named.stream()
                .filter(n -> n.kind() == 'V')
                .sorted(Comparator.comparing(Named::version))
                .toList()) {
            String text = Files.readString(up.file());
            Optional<Path> down = Optional.ofNullable(back.get(up.version()));
            String undo = down.isPresent() ? replaced(down.get(), Files.readString(down.get()), complaints) : "";
            String sql = replaced(up.file(), text, complaints);
            Revision revision = new Revision(
                    up.version().id(),
                    parents,
                    up.version() + " " + up.description(),
                    Optional.empty(),
                    "Flyway",
                    transactional(up.file(), sql),
                    new Revision.Part(sql, 1),
                    new Revision.Part(undo, 1),
                    up.file());
            files.add(new Versioned(up.version().toString(), FlywayVersion.checksum(text), revision));
            parents = List.of(revision.id());
        }
        return files;
    }

    private List<Versioned> repeatables(List<Path> files, List<Complaint> complaints) throws IOException {
        List<Versioned> repeatables = new ArrayList<>();
        for (Path file : files) {
            Matcher name = REPEATABLE.matcher(file.getFileName().toString());
            if (name.matches()) {
                String text = Files.readString(file);
                String sql = replaced(file, text, complaints);
                Revision revision = new Revision(
                        FlywayVersion.of("0").id(),
                        List.of(),
                        name.group(1).replace('_', ' ').strip(),
                        Optional.empty(),
                        "Flyway",
                        transactional(file, sql),
                        new Revision.Part(sql, 1),
                        Revision.Part.EMPTY,
                        file);
                repeatables.add(new Versioned("", FlywayVersion.checksum(text), revision));
            }
        }
        return repeatables;
    }

    /// Whether all statements of a script can run in a transaction.
    public static boolean inTransaction(String sql) {
        return MigrationCheck.inTransaction(sql);
    }

    private static boolean transactional(Path file, String sql) throws IOException {
        Path settings = file.resolveSibling(file.getFileName() + ".conf");
        boolean told = Files.exists(settings)
                && Files.readString(settings).replace(" ", "").contains("executeInTransaction=false");
        return !told && MigrationCheck.inTransaction(sql);
    }

    private String replaced(Path file, String text, List<Complaint> complaints) {
        String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
        return PLACEHOLDER.matcher(plain).replaceAll(found -> {
            Optional<String> value = Optional.ofNullable(placeholders.get(found.group(1)));
            if (value.isEmpty()) {
                int line = (int) plain.substring(0, found.start()).lines().count();
                complaints.add(new Complaint(
                        Complaint.Kind.FILE,
                        file,
                        Math.max(1, line),
                        "has the placeholder " + found.group() + ", and nothing says what it stands for.",
                        "Say it in pgsteady.toml: [migrate] placeholders = \"" + found.group(1) + "=...\"."));
            }
            return Matcher.quoteReplacement(value.orElse(found.group()));
        });
    }

    private static Complaint repeatable(Path file) {
        return new Complaint(
                Complaint.Kind.FILE,
                file,
                1,
                "is a repeatable migration of Flyway's, and only those with versions are read here.",
                "Make it a revision ('pgsteady migrate new --empty') and take the file out.");
    }
}
