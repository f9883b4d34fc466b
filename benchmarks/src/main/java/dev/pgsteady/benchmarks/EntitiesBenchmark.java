package dev.pgsteady.benchmarks;

import dev.pgsteady.testkit.GeneratedEntities;
import dev.pgsteady.testkit.TestApplication;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// `migrate new --auto` from the shell for 300 entities: the first revision, one that finds nothing, and one more
/// field, another one in each round, so that it was never read before; wall time, and CPU time without the server's.
/// Beside it, in turn, what liquibase-hibernate takes for the same classes: on an empty database, on one that has all
/// that its own change log makes, and there with one more field. Arguments: the folder with the launcher, and the file
/// with the peer's class path.
final class EntitiesBenchmark {
    private static final int ENTITIES = 300;
    private static final int ROUNDS = 5;
    private static final int PEER_ROUNDS = 3;
    private static final double BOUND = 3000;

    private final String program;
    private final Path folder;
    private final TestApplication application;
    private final Optional<LiquibaseHibernate> peer;
    private final Map<Figure, List<Taken>> ours = new EnumMap<>(Figure.class);
    private final Map<Figure, List<Taken>> theirs = new EnumMap<>(Figure.class);

    private enum Figure {
        FIRST("first revision"),
        NOTHING("nothing to do"),
        FIELD("one more field");

        private final String words;

        Figure(String words) {
            this.words = words;
        }
    }

    private EntitiesBenchmark(Path root, Path jars, Path folder) throws IOException {
        this.program = root.resolve("pgsteady").toString();
        this.folder = folder;
        this.application = new TestApplication(folder.resolve("app"));
        this.peer = LiquibaseHibernate.in(jars, application, folder);
    }

    public static void main(String[] arguments) throws Exception {
        java.util.logging.LogManager.getLogManager().reset();
        Path folder = Files.createTempDirectory("pgsteady-entities");
        try {
            new EntitiesBenchmark(Path.of(arguments[0]), Path.of(arguments[1]), folder).run();
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).forEach(p -> p.toFile().delete());
            }
        }
    }

    private void run() throws Exception {
        new GeneratedEntities(ENTITIES, 20261121).into(application).compile();
        String before = Files.readString(application.folder().resolve("src/gen/E7.java"));
        try (TestDatabase empty = TestServer.shared().create();
                TestDatabase full = TestServer.shared().create()) {
            for (int i = 0; i < ROUNDS; i++) {
                Path revisions = folder.resolve("revisions" + i);
                application.write("gen.E7", before).compile();
                auto(Figure.FIRST, revisions);
                beside(Figure.FIRST, i, empty);
                if (i == 0 && peer.isPresent()) {
                    peer.get().apply(full, name(Figure.FIRST));
                }
                auto(Figure.NOTHING, revisions);
                beside(Figure.NOTHING, i, full);
                application
                        .write("gen.E7", before.replaceFirst("String f0;", "String f0; String bio" + i + ";"))
                        .compile();
                auto(Figure.FIELD, revisions);
                beside(Figure.FIELD, i, full);
            }
        }
        for (Figure figure : Figure.values()) {
            report(figure);
        }
    }

    private void auto(Figure figure, Path revisions) throws IOException, InterruptedException {
        ours.computeIfAbsent(figure, f -> new ArrayList<>())
                .add(Taken.of(
                        Map.of("PGSTEADY_CLASSPATH", application.classPath()),
                        List.of(program, "migrate", "new", "--auto", "x", "--dir", revisions.toString(), "--simple")));
    }

    private void beside(Figure figure, int round, TestDatabase database)
            throws IOException, InterruptedException, SQLException {
        if (peer.isEmpty() || round >= PEER_ROUNDS) {
            return;
        }
        theirs.computeIfAbsent(figure, f -> new ArrayList<>()).add(peer.get().diff(database, name(figure)));
        boolean right = switch (figure) {
            case FIRST -> peer.get().tables(name(figure)) >= ENTITIES;
            case NOTHING -> peer.get().tables(name(figure)) == 0;
            case FIELD -> peer.get().read(name(figure)).contains("\"bio" + round + "\"");
        };
        if (!right) {
            throw new IllegalStateException(LiquibaseHibernate.WORDS + ", " + figure.words + ": another change log");
        }
    }

    private static String name(Figure figure) {
        return figure.name().toLowerCase(Locale.ROOT);
    }

    private void report(Figure figure) throws IOException {
        String what = "%d entities: %s".formatted(ENTITIES, figure.words);
        List<Taken> taken = Objects.requireNonNull(ours.get(figure));
        rows(what, taken, BOUND);
        List<Taken> beside = theirs.getOrDefault(figure, List.of());
        if (peer.isPresent() && !beside.isEmpty()) {
            rows(what + ", " + LiquibaseHibernate.WORDS, beside, Double.POSITIVE_INFINITY);
            System.out.printf(
                    Locale.ROOT,
                    "%-56s ours/theirs %.2f, medians of %d and %d rounds; their change log has %,d change sets%n",
                    what,
                    wall(taken).median() / wall(beside).median(),
                    taken.size(),
                    beside.size(),
                    peer.get().changeSets(name(figure)));
        }
    }

    private static void rows(String what, List<Taken> taken, double bound) {
        System.out.println(wall(taken).row(what, bound));
        System.out.println(
                new Times(taken.stream().map(Taken::cpu).toList()).row(what + ", CPU", Double.POSITIVE_INFINITY));
    }

    private static Times wall(List<Taken> taken) {
        return new Times(taken.stream().map(Taken::wall).toList());
    }
}
