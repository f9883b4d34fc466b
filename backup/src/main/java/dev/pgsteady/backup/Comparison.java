package dev.pgsteady.backup;

import dev.pgsteady.backup.Cut.Job;
import dev.pgsteady.backup.Cut.Range;
import dev.pgsteady.backup.Cut.Source;
import dev.pgsteady.backup.Ddl.Step;
import dev.pgsteady.backup.Manifest.DatabaseContent;
import dev.pgsteady.backup.Manifest.SequenceValue;
import dev.pgsteady.backup.Manifest.TableContent;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Database;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.StatementWords;
import dev.pgsteady.schema.plan.Model;
import dev.pgsteady.schema.plan.ModelReader;
import dev.pgsteady.schema.plan.Script;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads a database back and tells where it is not what a backup says: object by object, row by row.
///
/// @param target the database
record Comparison(Repository repository, ConnectionSettings target, LoadOptions options, WorkProgress progress) {
    /// What every release says in the same words.
    private static final Pattern PLAIN =
            Pattern.compile("\\b(owner|grants|comment) of |\\b(SCHEMA|EXTENSION|TYPE|SEQUENCE) ");

    /// What one table holds.
    private record Seen(long rows, Fingerprint fingerprint) {
        Seen plus(Seen other) {
            return new Seen(rows + other.rows, fingerprint.plus(other.fingerprint));
        }
    }

    /// Compares a database of the release that the backup is of.
    ///
    /// @return empty when it is the same in everything that was asked for
    List<Difference> of(DatabaseContent database) {
        return compared(database, Optional.empty()).differences();
    }

    /// @param from the major release of the backup's server
    Compared across(DatabaseContent database, int from) {
        return compared(database, Optional.of(from));
    }

    private Compared compared(DatabaseContent database, Optional<Integer> from) {
        try (Connection connection = Database.connect(target)) {
            progress.at("Comparing the schema of " + target.database(), 0, 0);
            int major = connection.getMetaData().getDatabaseMajorVersion();
            Model model = new ModelReader().read(connection);
            Compared schema = schema(
                    statements(Ddl.read(repository, database)),
                    statements(Ddl.of(Script.of(model))),
                    from.orElse(major),
                    major);
            List<Difference> all = new ArrayList<>(schema.differences());
            if (options.rows()) {
                all.addAll(rows(connection, database));
                all.addAll(sequences(connection, database));
            }
            return new Compared(all, schema.otherwise(), schema.from(), schema.to());
        } catch (SQLException e) {
            throw StatementWords.of(e);
        }
    }

    /// By what is made, with which statements.
    ///
    /// @param from the major release that the wanted ones are of
    /// @param to   the major release that the found ones are of: another one may say in other words
    ///             what was parsed, as views and checks, so that there it is no proof of a difference
    private static Compared schema(
            Map<String, List<String>> wanted, Map<String, List<String>> found, int from, int to) {
        List<Difference> differences = new ArrayList<>();
        List<Difference> otherwise = new ArrayList<>();
        wanted.forEach((words, sql) -> {
            Optional<List<String>> there = Optional.ofNullable(found.get(words));
            if (there.isEmpty()) {
                differences.add(new Difference(words, "is missing"));
            } else if (!same(sql, there.get(), from, to)) {
                boolean certain = from == to || PLAIN.matcher(words).find();
                (certain ? differences : otherwise)
                        .add(new Difference(
                                words,
                                "is " + String.join("; ", there.get()) + ", the backup has " + String.join("; ", sql)));
            }
        });
        found.keySet().stream()
                .filter(words -> !wanted.containsKey(words))
                .forEach(words -> differences.add(new Difference(words, "is not in the backup")));
        return new Compared(differences, otherwise, from, to);
    }

    private static boolean same(List<String> wanted, List<String> found, int from, int to) {
        return found.equals(wanted)
                || (from < to && Script.same(wanted, found))
                || (from > to && Script.same(found, wanted));
    }

    private Map<String, List<String>> statements(Ddl ddl) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        List<Step> steps =
                Stream.concat(ddl.before().stream(), ddl.after().stream()).toList();
        for (Step step : options.owners() ? steps : Loading.withoutRights(steps)) {
            all.computeIfAbsent(step.words(), w -> new ArrayList<>()).addAll(step.statements());
        }
        return all;
    }

    private List<Difference> rows(Connection connection, DatabaseContent database) throws SQLException {
        Map<QualifiedName, Relation> relations = new HashMap<>();
        Relation.list(connection).forEach(r -> relations.put(r.name(), r));
        List<TableContent> tables = database.tables();
        List<Difference> all = new ArrayList<>();
        List<Source> sources = new ArrayList<>();
        for (int i = 0; i < tables.size(); i++) {
            QualifiedName name = tables.get(i).table().qualified();
            Optional<Relation> relation = Optional.ofNullable(relations.get(name));
            if (relation.isEmpty() && !name.equals(LogicalBackup.LARGE_OBJECTS)) {
                all.add(new Difference("table " + name, "is missing"));
                continue;
            }
            sources.add(source(i, tables.get(i), relation, database.locale().getOrDefault("encoding", "UTF8")));
        }
        Map<Integer, Seen> seen = read(sources);
        for (Source source : sources) {
            compare(tables.get(source.number()), seen.getOrDefault(source.number(), new Seen(0, Fingerprint.NONE)))
                    .ifPresent(all::add);
        }
        return all;
    }

    private static Source source(int number, TableContent table, Optional<Relation> relation, String encoding) {
        if (relation.isEmpty()) {
            return new Source(number, CopyText.largeObjects(), 0, false);
        }
        boolean ranges = relation.get().heap() && table.filter().isEmpty();
        return new Source(number, CopyText.of(table, encoding), relation.get().blocks(), ranges);
    }

    private static Optional<Difference> compare(TableContent table, Seen seen) {
        if (seen.rows() == table.rows() && seen.fingerprint().equals(table.fingerprint())) {
            return Optional.empty();
        }
        String words = seen.rows() == table.rows()
                ? "has the %d rows of the backup in number, but not in content".formatted(seen.rows())
                : "has %d rows, the backup %d".formatted(seen.rows(), table.rows());
        return Optional.of(new Difference("table " + table.table().qualified(), words));
    }

    private Map<Integer, Seen> read(List<Source> sources) {
        List<Job> jobs = Cut.of(sources);
        long all = sources.stream().mapToLong(s -> Math.max(1, s.blocks())).sum();
        Map<Integer, Seen> seen = new ConcurrentHashMap<>();
        AtomicLong done = new AtomicLong();
        new Workers(this::reader)
                .each(
                        options.workers(),
                        jobs,
                        (connection, job) -> SourceSession.givingLocksBack(connection, () -> {
                            for (Range range : job.ranges()) {
                                seen.merge(range.source().number(), seen(connection, range), Seen::plus);
                                progress.at(
                                        "Reading " + target.database() + " back",
                                        done.addAndGet(Math.max(1, range.blocks())),
                                        all);
                            }
                        }));
        return seen;
    }

    private static Seen seen(Connection connection, Range range) throws SQLException {
        Fingerprint.Sum sum = new Fingerprint.Sum();
        CopyText copy = range.source().copy();
        RowStream.read(connection, copy.out(range.condition()), copy.binary(), sum::add);
        return new Seen(sum.rows(), sum.fingerprint());
    }

    private Connection reader() throws SQLException {
        Connection connection = Database.connect(target);
        SourceSession.canonical(connection, "SET LOCAL lock_timeout = 0");
        return connection;
    }

    private static List<Difference> sequences(Connection connection, DatabaseContent database) throws SQLException {
        List<QualifiedName> names =
                database.sequences().stream().map(s -> s.sequence().qualified()).toList();
        Map<QualifiedName, SequenceValue> found = new HashMap<>();
        try {
            DatabaseFacts.sequences(connection, names)
                    .forEach(v -> found.put(v.sequence().qualified(), v));
        } catch (SQLException e) {
            throw new Problem(
                    Problem.Kind.DAMAGED, "A sequence of the backup is missing.", "The schema did not come back.", e);
        }
        return database.sequences().stream()
                .filter(s -> !s.equals(found.get(s.sequence().qualified())))
                .map(s -> new Difference(
                        "sequence " + s.sequence().qualified(),
                        "stands at %s, the backup says %s"
                                .formatted(
                                        Optional.ofNullable(
                                                        found.get(s.sequence().qualified()))
                                                .map(v -> Long.toString(v.lastValue()))
                                                .orElse("nothing"),
                                        s.lastValue())))
                .toList();
    }
}
