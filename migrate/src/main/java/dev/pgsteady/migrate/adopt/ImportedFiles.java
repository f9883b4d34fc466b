package dev.pgsteady.migrate.adopt;

import dev.pgsteady.core.Problem;
import dev.pgsteady.core.SqlInput;
import dev.pgsteady.migrate.FlywayFolder;
import dev.pgsteady.migrate.FlywayVersion;
import dev.pgsteady.migrate.Revision;
import dev.pgsteady.migrate.RevisionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The SQL files of another tool as revisions, each following the one before it.
///
/// @param applied those up to where the tool is
/// @param pending those after it
record ImportedFiles(List<Revision> applied, List<Revision> pending) {
    private static final Pattern PAIR = Pattern.compile("([0-9]+)_(.+)\\.(up|down)\\.sql");
    private static final Pattern ONE = Pattern.compile("([0-9]+)_(.+)\\.sql");
    private static final Pattern BRACKET = Pattern.compile("(?i)(begin|commit|start\\s+transaction)");
    private static final Pattern BRACKET_LINE =
            Pattern.compile("(?im)^[ \\t]*(begin|commit|start\\s+transaction)\\s*;[ \\t]*$");

    ImportedFiles {
        applied = List.copyOf(applied);
        pending = List.copyOf(pending);
    }

    /// A file, or a pair of them, before it has a place.
    private record Found(
            Path file, FlywayVersion version, String description, boolean transactional, String up, String down) {}

    /// Reads the files of the tool that has migrated a database.
    ///
    /// @throws Problem REVISION when that tool keeps no SQL that could be read
    static ImportedFiles read(FlywayFolder folder, List<ForeignHistory> histories) {
        List<ForeignHistory> readable = histories.stream()
                .filter(h -> switch (h.tool()) {
                    case FLYWAY, GOLANG_MIGRATE, DBMATE, GOOSE -> true;
                    case LIQUIBASE,
                            ALEMBIC,
                            DJANGO,
                            RAILS,
                            PRISMA,
                            DIESEL,
                            ECTO,
                            SEQUELIZE,
                            KNEX,
                            TYPEORM,
                            NODE_PG_MIGRATE -> false;
                })
                .toList();
        if (readable.size() != 1) {
            throw new Problem(
                    Problem.Kind.REVISION,
                    "The database has %s of Flyway, golang-migrate, dbmate or goose, whose files can be read."
                            .formatted(readable.isEmpty() ? "no history" : readable.size() + " histories"),
                    "Adopt without --import: the schema becomes one revision.");
        }
        ForeignHistory history = readable.getFirst();
        Optional<FlywayVersion> last = history.last().map(FlywayVersion::of);
        return history.tool() == ForeignTool.FLYWAY
                ? flyway(folder.read(), last)
                : chained(found(folder.path(), history.tool()), last);
    }

    /// Repeatable files come when all is there that Flyway has applied.
    private static ImportedFiles flyway(FlywayFolder.Contents contents, Optional<FlywayVersion> last) {
        List<Found> files = new ArrayList<>();
        contents.importable().forEach(f -> {
            Revision r = f.revision();
            FlywayVersion version =
                    f.version().isEmpty() ? last.orElse(FlywayVersion.of("0")) : FlywayVersion.of(f.version());
            files.add(new Found(
                    r.file(),
                    version,
                    r.message(),
                    r.transactional(),
                    r.upgrade().sql(),
                    r.downgrade().sql()));
        });
        files.sort(Comparator.comparing(Found::version));
        return chained(files, last);
    }

    private static ImportedFiles chained(List<Found> files, Optional<FlywayVersion> last) {
        List<Revision> applied = new ArrayList<>();
        List<Revision> pending = new ArrayList<>();
        List<RevisionId> parents = List.of();
        int number = 0;
        for (Found file : files) {
            Revision revision = new Revision(
                    FlywayVersion.of(String.valueOf(++number)).id(),
                    parents,
                    file.description(),
                    Optional.empty(),
                    "import",
                    file.transactional(),
                    new Revision.Part(unbracketed(file.up()), 1),
                    new Revision.Part(unbracketed(file.down()), 1),
                    file.file());
            boolean there = last.filter(l -> file.version().compareTo(l) <= 0).isPresent();
            (there ? applied : pending).add(revision);
            parents = List.of(revision.id());
        }
        return new ImportedFiles(applied, pending);
    }

    /// A revision is a transaction already.
    private static String unbracketed(String sql) {
        boolean bracketed = SqlInput.statements(sql).stream()
                .anyMatch(s -> BRACKET.matcher(s).matches());
        return bracketed ? BRACKET_LINE.matcher(sql).replaceAll("") : sql;
    }

    private static List<Found> found(Path folder, ForeignTool tool) {
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> files = all.filter(Files::isRegularFile).sorted().toList();
            List<Found> found = tool == ForeignTool.GOLANG_MIGRATE
                    ? pairs(files)
                    : each(files, tool == ForeignTool.DBMATE ? ImportedFiles::dbmate : ImportedFiles::goose);
            return found.stream().sorted(Comparator.comparing(Found::version)).toList();
        } catch (IOException e) {
            throw new Problem(
                    Problem.Kind.FILE,
                    "The folder " + folder + " cannot be read: " + e.getMessage() + ".",
                    "Name the folder of " + tool.words() + "'s files.",
                    e);
        }
    }

    private static List<Found> pairs(List<Path> files) throws IOException {
        Map<FlywayVersion, Found> found = new TreeMap<>();
        for (Path file : files) {
            Matcher name = PAIR.matcher(file.getFileName().toString());
            if (name.matches()) {
                FlywayVersion version = FlywayVersion.of(name.group(1));
                String text = Files.readString(file);
                boolean up = name.group(3).equals("up");
                Found other = Optional.ofNullable(found.get(version))
                        .orElse(new Found(file, version, described(name), true, "", ""));
                found.put(
                        version,
                        new Found(
                                up ? file : other.file(),
                                version,
                                other.description(),
                                other.transactional() && FlywayFolder.inTransaction(text),
                                up ? text : other.up(),
                                up ? other.down() : text));
            }
        }
        return List.copyOf(found.values());
    }

    private static List<Found> each(List<Path> files, BiFunction<Matcher, String, Found> read) throws IOException {
        List<Found> found = new ArrayList<>();
        for (Path file : files) {
            Matcher name = ONE.matcher(file.getFileName().toString());
            if (name.matches()) {
                Found one = read.apply(name, Files.readString(file));
                found.add(new Found(file, one.version(), one.description(), one.transactional(), one.up(), one.down()));
            }
        }
        return found;
    }

    private static Found dbmate(Matcher name, String text) {
        String[] parts = text.split("(?m)^--\\s*migrate:down[^\\n]*\\n?", 2);
        String up = parts[0].replaceFirst("(?sm)\\A.*?^--\\s*migrate:up[^\\n]*\\n?", "");
        boolean one = !text.replace(" ", "").contains("transaction:false");
        return found(name, one, up, parts.length > 1 ? parts[1] : "");
    }

    private static Found goose(Matcher name, String text) {
        boolean one = !Pattern.compile("(?m)^--\\s*\\+goose\\s+NO TRANSACTION")
                .matcher(text)
                .find();
        String plain =
                text.replaceAll("(?m)^--\\s*\\+goose\\s+(StatementBegin|StatementEnd|NO TRANSACTION)[^\\n]*\\n?", "");
        String[] parts = plain.split("(?m)^--\\s*\\+goose\\s+Down[^\\n]*\\n?", 2);
        String up = parts[0].replaceFirst("(?sm)\\A.*?^--\\s*\\+goose\\s+Up[^\\n]*\\n?", "");
        return found(name, one, up, parts.length > 1 ? parts[1] : "");
    }

    private static Found found(Matcher name, boolean transactional, String up, String down) {
        boolean one = transactional && FlywayFolder.inTransaction(up) && FlywayFolder.inTransaction(down);
        return new Found(Path.of(name.group()), FlywayVersion.of(name.group(1)), described(name), one, up, down);
    }

    private static String described(Matcher name) {
        return name.group(1) + " " + name.group(2).replace('_', ' ');
    }
}
