package dev.pgsteady.backup;

import dev.pgsteady.backup.DrillOptions.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Something that a repository shows about the backups of a database, for who judges them.
///
/// @param at      when it came to be
/// @param passed  whether it is as it should be
/// @param summary one sentence with the figures
public record BackupFact(Kind kind, Instant at, boolean passed, String summary) {
    private static final Duration MOST_LOST = Duration.ofHours(25);
    private static final int RECENT = 20;

    /// What it is about.
    public enum Kind {
        BACKUP,
        DRILL,
        POINT_IN_TIME_DRILL,
        BACKUP_PROTECTION,
        BACKUP_RETENTION,
        BACKUP_TREND,
        GLOBALS,
        LOSS_WINDOW,
        RESTORE_HOST,
        RESTORED_CONFIGURATION,
        INDEX_CHECK,
        OFFSITE_COPY,
        RUNBOOK,
        RUNBOOK_REVIEW
    }

    /// Whether a second place has the newest backup.
    ///
    /// @param sets  of the repository, oldest first
    /// @param there those of the copy
    /// @param words where the copy is
    public static Optional<BackupFact> copy(List<BackupSet> sets, List<BackupSet> there, String words) {
        if (sets.isEmpty()) {
            return Optional.empty();
        }
        SetId newest = sets.getLast().id();
        boolean has = there.stream().anyMatch(s -> s.id().equals(newest));
        String summary = has
                ? "%s has %s.".formatted(words, newest)
                : "%s has %d backups, and %s is not among them.".formatted(words, there.size(), newest);
        return Optional.of(new BackupFact(Kind.OFFSITE_COPY, sets.getLast().finished(), has, summary));
    }

    /// The facts about one database.
    ///
    /// @param of  the backups of the database, oldest first
    /// @param now what a loss would be counted to
    public static List<BackupFact> of(Repository repository, List<BackupSet> of, KeepPolicy policy, Instant now) {
        List<BackupFact> facts = new ArrayList<>();
        List<BackupSet> sets = List.copyOf(of);
        repository.unfinished().stream()
                .filter(u -> sets.isEmpty() || u.compareTo(sets.getLast().id()) > 0)
                .reduce((a, b) -> b)
                .ifPresent(u -> facts.add(new BackupFact(
                        Kind.BACKUP, now, false, "The backup %s was begun and never finished.".formatted(u))));
        if (sets.isEmpty()) {
            return facts;
        }
        List<BackupSet> recent = sets.subList(Math.max(0, sets.size() - RECENT), sets.size());
        recent.forEach(s -> facts.add(new BackupFact(Kind.BACKUP, s.finished(), true, words(s))));
        BackupSet newest = sets.getLast();
        facts.add(protection(repository, newest));
        facts.add(retention(sets, policy, now));
        facts.add(loss(sets, now));
        if (sets.size() > 1) {
            facts.add(trend(sets.get(sets.size() - 2), newest));
        }
        Manifest manifest = repository.manifest(newest);
        facts.add(new BackupFact(
                Kind.GLOBALS,
                newest.finished(),
                manifest.physical().isPresent() || !manifest.globals().isEmpty(),
                "%s holds %d statements for roles and their settings."
                        .formatted(newest.id(), manifest.globals().size())));
        recent.forEach(s -> repository.drills(s.id()).forEach(d -> facts.addAll(drill(s, d))));
        return facts;
    }

    private static String words(BackupSet set) {
        return String.format(
                Locale.ROOT,
                "%s: %,d rows, %,d bytes stored in %s.",
                set.id(),
                set.rows(),
                set.storedBytes(),
                seconds(Duration.between(set.started(), set.finished())));
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%,.1f s", time.toMillis() / 1000.0);
    }

    private static BackupFact protection(Repository repository, BackupSet newest) {
        return new BackupFact(
                Kind.BACKUP_PROTECTION,
                newest.finished(),
                repository.encrypted(),
                repository.encrypted()
                        ? "The repository is encrypted with AES-256-GCM."
                        : "The repository is not encrypted: who can read its files can read the database.");
    }

    /// As many as the policy wants, or as many as there were days since the first.
    private static BackupFact retention(List<BackupSet> sets, KeepPolicy policy, Instant now) {
        long days = 1 + Duration.between(sets.getFirst().started(), now).toDays();
        long wanted = Math.min(policy.last(), days);
        return new BackupFact(
                Kind.BACKUP_RETENTION,
                sets.getLast().finished(),
                sets.size() >= wanted,
                "%d backups are kept, the oldest %d days old.".formatted(sets.size(), days - 1));
    }

    private static BackupFact loss(List<BackupSet> sets, Instant now) {
        Duration longest = Duration.between(sets.getLast().started(), now);
        if (sets.size() > 1) {
            Duration between = Duration.between(
                    sets.get(sets.size() - 2).started(), sets.getLast().started());
            longest = longest.compareTo(between) > 0 ? longest : between;
        }
        return new BackupFact(
                Kind.LOSS_WINDOW,
                sets.getLast().finished(),
                longest.compareTo(MOST_LOST) <= 0,
                String.format(
                        Locale.ROOT,
                        "A restore loses at most what was written in %.1f hours.",
                        longest.toMinutes() / 60.0));
    }

    private static BackupFact trend(BackupSet before, BackupSet newest) {
        boolean shrunk = newest.contentBytes() < before.contentBytes() / 2;
        Duration took = Duration.between(newest.started(), newest.finished());
        Duration usual = Duration.between(before.started(), before.finished());
        boolean slower = took.compareTo(usual.multipliedBy(3).plusSeconds(60)) > 0;
        return new BackupFact(
                Kind.BACKUP_TREND,
                newest.finished(),
                !shrunk && !slower,
                String.format(
                        Locale.ROOT,
                        "%,d bytes after %,d, in %s after %s.",
                        newest.contentBytes(),
                        before.contentBytes(),
                        seconds(took),
                        seconds(usual)));
    }

    private static List<BackupFact> drill(BackupSet set, DrillResult drill) {
        if (drill.level() == Level.BYTES) {
            return List.of();
        }
        List<BackupFact> facts = new ArrayList<>();
        String words = drill.passed()
                ? String.format(
                        Locale.ROOT,
                        "%s came back in %.1f s: %,d rows and %,d objects are the same.",
                        drill.set(),
                        drill.restore(),
                        drill.rows(),
                        drill.objects())
                : "%s failed its drill: %s"
                        .formatted(drill.set(), drill.failures().getFirst());
        facts.add(new BackupFact(Kind.DRILL, drill.at(), drill.passed(), words));
        if (set.kind().equals("physical")) {
            facts.add(new BackupFact(Kind.POINT_IN_TIME_DRILL, drill.at(), drill.passed(), words));
        }
        Optional<String> note = drill.notes().stream().findFirst();
        facts.add(new BackupFact(
                Kind.RESTORE_HOST,
                drill.at(),
                drill.passed() && note.isEmpty(),
                note.orElse("Version, locale and extensions of %s were all there.".formatted(drill.host()))));
        facts.add(new BackupFact(
                Kind.RESTORED_CONFIGURATION,
                drill.at(),
                drill.passed(),
                "Roles, rights and the database's settings were restored with %s.".formatted(drill.set())));
        if (drill.level().compareTo(Level.CHECK) >= 0) {
            facts.add(new BackupFact(
                    Kind.INDEX_CHECK, drill.at(), drill.passed(), "amcheck looked at every index and table."));
        }
        return facts;
    }
}
