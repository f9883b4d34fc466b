package dev.pgsteady.backup.selftest;

import dev.pgsteady.backup.BackupSet;
import dev.pgsteady.backup.Repository;
import dev.pgsteady.backup.selftest.Bench.Spot;
import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What may happen to the objects of a backup after it was taken.
final class DamageTrials {
    private static final String WANTED = "'backup verify' names it, and a restore puts nothing in place.";
    private static final int POSITIONS = 12;

    private DamageTrials() {}

    static List<Trial> all() {
        return List.of(
                new Trial(
                        "byte flipped",
                        "One bit of a part was flipped, at %d positions in turn.".formatted(POSITIONS),
                        WANTED,
                        DamageTrials::flipped),
                part("part truncated", "The last third of a part was cut off.", (file, other) -> {
                    byte[] whole = Files.readAllBytes(file);
                    Files.write(file, Arrays.copyOf(whole, whole.length * 2 / 3));
                }),
                part("part removed", "A part was deleted.", (file, other) -> Files.delete(file)),
                part(
                        "parts swapped",
                        "A part was given the content of another.",
                        (file, other) -> Files.write(file, Files.readAllBytes(other))),
                new Trial(
                        "manifest edited",
                        "One bit of the manifest was flipped, at %d positions in turn.".formatted(POSITIONS),
                        "The backup is refused.",
                        DamageTrials::manifest),
                new Trial(
                        "backups swapped",
                        "The manifest and the COMMIT of a backup were put in the place of another's.",
                        "The backup is refused.",
                        DamageTrials::swapped),
                new Trial(
                        "wrong key",
                        "An encrypted repository was opened with another passphrase, and with none.",
                        "Neither opens it; the recovery key does.",
                        DamageTrials::key));
    }

    private static Trial part(String name, String done, Damage damage) {
        return new Trial(name, done, WANTED, bench -> part(bench, damage));
    }

    /// Does something to a part.
    private interface Damage {
        /// @param other another part
        void to(Path part, Path other) throws IOException;
    }

    private static String part(Bench bench, Damage damage) throws IOException {
        try (Spot spot = bench.spot()) {
            BackupSet set = bench.take(spot.repository());
            requireSound(spot.repository(), set);
            List<Path> parts = spot.parts();
            damage.to(parts.getFirst(), parts.getLast());
            requireFound(bench, spot, set, parts.getFirst());
            return "It was named, and nothing was put in place.";
        }
    }

    private static void requireSound(Repository repository, BackupSet set) {
        Trial.require(
                Bench.damages(repository, set).isEmpty(), "The backup was damaged before anything was done to it.");
    }

    private static void requireFound(Bench bench, Spot spot, BackupSet set, Path part) {
        List<String> damages = Bench.damages(spot.repository(), set);
        Trial.require(!damages.isEmpty(), "'backup verify' says that the backup is sound.");
        Trial.require(
                damages.getFirst().contains(part.getFileName().toString()),
                "'backup verify' names something else: " + damages.getFirst());
        requireRefused(bench, spot.repository(), set);
    }

    private static void requireRefused(Bench bench, Repository repository, BackupSet set) {
        boolean restored;
        try {
            bench.requireRestores(repository, set);
            restored = true;
        } catch (Trial.Missed refused) {
            restored = false;
        }
        Trial.require(!restored, "It was restored as if nothing had happened.");
        Trial.require(bench.restored().isEmpty(), "A restore left something behind: " + bench.restored());
    }

    private static String flipped(Bench bench) throws IOException {
        try (Spot spot = bench.spot()) {
            BackupSet set = bench.take(spot.repository());
            requireSound(spot.repository(), set);
            Path file = spot.parts().getFirst();
            byte[] whole = Files.readAllBytes(file);
            for (int i = 0; i < POSITIONS; i++) {
                int position = position(bench, whole, i);
                Files.write(file, flipped(bench, whole, position));
                boolean found = !Bench.damages(spot.repository(), set).isEmpty();
                Trial.require(
                        found, "Nobody noticed the flipped bit at byte %d of %d.".formatted(position, whole.length));
            }
            requireFound(bench, spot, set, file);
            return "All %d were found.".formatted(POSITIONS);
        }
    }

    /// The first, the last, and some in between.
    private static int position(Bench bench, byte[] whole, int i) {
        return switch (i) {
            case 0 -> 0;
            case 1 -> whole.length - 1;
            default -> bench.random().nextInt(whole.length);
        };
    }

    private static byte[] flipped(Bench bench, byte[] whole, int position) {
        byte[] flipped = whole.clone();
        flipped[position] = (byte) (flipped[position] ^ (1 << bench.random().nextInt(8)));
        return flipped;
    }

    private static String manifest(Bench bench) throws IOException {
        try (Spot spot = bench.spot()) {
            BackupSet set = bench.take(spot.repository());
            Path file = spot.folder().resolve("sets/" + set.id() + "/manifest");
            byte[] whole = Files.readAllBytes(file);
            for (int i = 0; i < POSITIONS; i++) {
                int position = position(bench, whole, i);
                Files.write(file, flipped(bench, whole, position));
                requireDamaged(
                        spot.repository(), set, "The manifest was believed with byte %d changed.".formatted(position));
            }
            requireRefused(bench, spot.repository(), set);
            return "It was refused %d times.".formatted(POSITIONS);
        }
    }

    private static void requireDamaged(Repository repository, BackupSet set, String otherwise) {
        boolean believed;
        try {
            repository.manifest(set);
            believed = true;
        } catch (Problem e) {
            believed = e.kind() != Problem.Kind.DAMAGED;
        }
        Trial.require(!believed, otherwise);
    }

    private static String swapped(Bench bench) throws IOException {
        try (Spot spot = bench.spot()) {
            BackupSet first = bench.take(spot.repository());
            bench.change();
            BackupSet second = bench.take(spot.repository());
            for (String object : List.of("manifest", "COMMIT")) {
                Path mine = spot.folder().resolve("sets/" + first.id() + "/" + object);
                byte[] before = Files.readAllBytes(mine);
                Files.write(mine, Files.readAllBytes(spot.folder().resolve("sets/" + second.id() + "/" + object)));
                requireSwapShows(spot.repository(), first, object);
                Files.write(mine, before);
            }
            bench.requireRestores(spot.repository(), first);
            return "Both were refused.";
        }
    }

    private static void requireSwapShows(Repository repository, BackupSet set, String object) {
        boolean believed;
        try {
            BackupSet found = repository.set(set.id().text());
            repository.manifest(found);
            believed = true;
        } catch (Problem e) {
            believed = e.kind() != Problem.Kind.DAMAGED;
        }
        Trial.require(!believed, "The %s of another backup was believed.".formatted(object));
    }

    private static String key(Bench bench) {
        Path folder = bench.scratch().resolve("encrypted");
        Repository.Created created =
                Repository.create(bench.store(folder), Optional.of(Secret.of("the passphrase of the self-test")));
        try (Repository repository = created.repository()) {
            bench.take(repository);
        }
        for (Optional<Secret> wrong : List.of(Optional.of(Secret.of("another passphrase")), Optional.<Secret>empty())) {
            boolean opened;
            try {
                Repository.open(bench.store(folder), wrong).close();
                opened = true;
            } catch (Problem e) {
                opened = e.kind() != Problem.Kind.KEY;
            }
            Trial.require(!opened, "It opened without its key.");
        }
        try (Repository repository = Repository.open(bench.store(folder), created.recoveryKey())) {
            bench.requireRestores(repository, repository.set("latest"));
        }
        return "Neither opened it, and with the recovery key it was restored.";
    }
}
