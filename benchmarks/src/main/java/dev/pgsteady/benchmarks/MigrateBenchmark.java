package dev.pgsteady.benchmarks;

import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Secret;
import dev.pgsteady.migrate.Address;
import dev.pgsteady.migrate.Migrations;
import dev.pgsteady.migrate.RevisionFolder;
import dev.pgsteady.migrate.RunOptions;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Many small revisions on an empty database, beside `cat | psql` and the tools that one would pick instead, turn by
/// turn; then a run that finds nothing to do. One revision is one small file: CREATE TABLE, ADD COLUMN, CREATE INDEX
/// in turn. Arguments, both with commas and both to be left out: how many revisions, and who is measured.
final class MigrateBenchmark {
    private static final int ROUNDS = 3;
    private static final int IDLE = 30;
    private static final MigrationPeer FLOOR = new PsqlFiles();
    private static final List<MigrationPeer> PEERS =
            List.of(FLOOR, new FlywayFiles(), new AlembicFiles(), new LiquibaseFiles());
    private static final String OURS = "pgsteady";

    private final int count;
    private final Path folder;
    private final Set<String> chosen;
    private final List<Double> ours = new ArrayList<>();
    private final List<Double> idle = new ArrayList<>();
    private final List<Double> reading = new ArrayList<>();
    private final Map<MigrationPeer, MigrationTurns> theirs = new LinkedHashMap<>();

    private MigrateBenchmark(int count, Path folder, Set<String> chosen) {
        this.count = count;
        this.folder = folder;
        this.chosen = chosen;
    }

    public static void main(String[] arguments) throws Exception {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
        java.util.logging.LogManager.getLogManager().reset();
        List<Integer> counts = Stream.of((arguments.length > 0 ? arguments[0] : "1000,3000").split(","))
                .map(Integer::valueOf)
                .toList();
        Set<String> chosen = chosen(arguments.length > 1 ? Optional.of(arguments[1]) : Optional.empty());
        for (int count : counts) {
            Path folder = Files.createTempDirectory("pgsteady-migrate");
            try {
                MigrateBenchmark benchmark = new MigrateBenchmark(count, folder, chosen);
                benchmark.write();
                for (int i = 0; i < ROUNDS; i++) {
                    benchmark.round();
                }
                benchmark.report();
            } finally {
                try (Stream<Path> files = Files.walk(folder)) {
                    files.sorted(Comparator.reverseOrder())
                            .forEach(p -> p.toFile().delete());
                }
            }
        }
    }

    private static Set<String> chosen(Optional<String> argument) {
        Set<String> known = Stream.concat(Stream.of(OURS), PEERS.stream().map(MigrationPeer::name))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Set<String> chosen = argument.map(a -> Set.of(a.split(","))).orElse(known);
        if (!known.containsAll(chosen)) {
            throw new IllegalArgumentException("Of " + chosen + " only these are known: " + known);
        }
        return chosen;
    }

    private void write() throws IOException {
        List<String> steps = IntStream.range(0, count).mapToObj(OwnFiles::up).toList();
        for (MigrationPeer peer :
                PEERS.stream().filter(p -> chosen.contains(p.name())).toList()) {
            if (!peer.present()) {
                System.out.println(peer.words() + " is not installed");
            } else {
                Path place = Files.createDirectory(folder.resolve("of-" + peer.name()));
                peer.write(place, steps);
                theirs.put(peer, new MigrationTurns(peer, place, !peer.equals(FLOOR)));
            }
        }
        OwnFiles.write(Files.createDirectory(folder.resolve("ours")), count);
    }

    private void round() throws Exception {
        for (MigrationTurns turns : theirs.values()) {
            turns.turn();
        }
        if (chosen.contains(OURS)) {
            try (TestDatabase database = TestServer.shared().create()) {
                ours(database);
            }
        }
    }

    private void ours(TestDatabase database) throws Exception {
        var address = database.address();
        ConnectionSettings settings = ConnectionSettings.to(
                        address.host(), address.port(), database.name(), address.user())
                .withPassword(Secret.of(address.readPassword()));
        RevisionFolder revisions = new RevisionFolder(folder.resolve("ours"));
        timed(reading, () -> new RevisionFolder(folder.resolve("ours")).read());
        try (Migrations migrations = new Migrations(revisions, settings, RunOptions.USUAL)) {
            timed(ours, () -> migrations.up(new Address.Head(), e -> {}));
            for (int i = 0; i < IDLE; i++) {
                timed(idle, () -> migrations.up(new Address.Head(), e -> {}));
            }
        }
    }

    @FunctionalInterface
    private interface Work {
        void run() throws Exception;
    }

    private static void timed(List<Double> times, Work work) throws Exception {
        long from = System.nanoTime();
        work.run();
        times.add((System.nanoTime() - from) / 1e6);
    }

    private void report() {
        double bound = Optional.ofNullable(theirs.get(FLOOR))
                .filter(floor -> !floor.times().isEmpty())
                .map(floor -> 2 * new Times(floor.times()).median() + 300)
                .orElse(Double.POSITIVE_INFINITY);
        row("%,d revisions: up".formatted(count), ours, bound);
        theirs.forEach((peer, turns) -> row(
                "%,d files: %s".formatted(count, peer.words()),
                turns.times(),
                peer.equals(FLOOR) ? Double.POSITIVE_INFINITY : bound));
        row("%,d applied: up with nothing to do".formatted(count), idle, 30);
        theirs.forEach((peer, turns) ->
                row("%,d applied: %s, nothing to do".formatted(count, peer.words()), turns.idle(), 30));
        row("%,d files read for the first time".formatted(count), reading, 300);
        theirs.values().stream()
                .map(turns -> turns.remark(ROUNDS))
                .filter(remark -> !remark.isEmpty())
                .forEach(System.out::println);
    }

    private static void row(String what, List<Double> times, double bound) {
        if (!times.isEmpty()) {
            System.out.println(new Times(times).row(what, bound));
        }
    }
}
