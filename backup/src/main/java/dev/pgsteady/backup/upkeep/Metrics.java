package dev.pgsteady.backup.upkeep;

import dev.pgsteady.backup.BackupSet;
import dev.pgsteady.backup.DrillOptions.Level;
import dev.pgsteady.backup.DrillResult;
import dev.pgsteady.backup.Lease;
import dev.pgsteady.backup.Repository;
import dev.pgsteady.backup.SetId;
import dev.pgsteady.backup.Timetable;
import dev.pgsteady.backup.physical.WalArchive;
import dev.pgsteady.backup.physical.WalWindow;
import dev.pgsteady.backup.store.Store.StoredObject;
import dev.pgsteady.core.Problem;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/// What a repository shows, in the text format of Prometheus (a valid page of OpenMetrics, too): for a file that the
/// node exporter's textfile collector reads.
///
/// @param databases for the times at which something is due, as a [Rounds] counts them; none for all
public record Metrics(Places places, Timetable timetable, List<String> databases, InstantSource clock) {
    private static final List<String> KINDS = List.of("logical", "physical");

    public Metrics {
        databases = List.copyOf(databases);
    }

    /// The page. A repository that cannot be read is one of its figures.
    public String text() {
        Page page = new Page(places.address());
        try (Repository repository = places.repository()) {
            page.put(BackupMetric.STORE_UP, 1);
            fill(page, repository);
            return page.text();
        } catch (Problem away) {
            Page empty = new Page(places.address());
            empty.put(BackupMetric.STORE_UP, 0);
            return empty.text();
        }
    }

    /// The figures so far.
    private record Page(String store, Map<BackupMetric, List<String>> lines) {
        Page(String store) {
            this(store, new EnumMap<>(BackupMetric.class));
        }

        void put(BackupMetric metric, long value) {
            line(metric, "", BigDecimal.valueOf(value));
        }

        void put(BackupMetric metric, double value) {
            line(metric, "", BigDecimal.valueOf(value));
        }

        void put(BackupMetric metric, String kind, double value) {
            line(metric, ",kind=\"" + kind + "\"", BigDecimal.valueOf(value));
        }

        void put(BackupMetric metric, Instant time) {
            line(metric, "", BigDecimal.valueOf(time.toEpochMilli(), 3));
        }

        private void line(BackupMetric metric, String labels, BigDecimal value) {
            lines.computeIfAbsent(metric, m -> new ArrayList<>())
                    .add("%s{store=\"%s\"%s} %s"
                            .formatted(
                                    metric.metricName(),
                                    escaped(store),
                                    labels,
                                    value.stripTrailingZeros().toPlainString()));
        }

        private static String escaped(String label) {
            return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        }

        String text() {
            StringBuilder text = new StringBuilder();
            lines.forEach((metric, its) -> {
                text.append("# HELP %s %s\n# TYPE %1$s gauge\n".formatted(metric.metricName(), metric.help()));
                its.forEach(line -> text.append(line).append('\n'));
            });
            return text.append("# EOF\n").toString();
        }
    }

    private void fill(Page page, Repository repository) {
        List<BackupSet> sets = repository.sets();
        for (String kind : KINDS) {
            List<BackupSet> its =
                    sets.stream().filter(s -> s.kind().equals(kind)).toList();
            page.put(BackupMetric.SETS, kind, its.size());
            if (!its.isEmpty()) {
                newest(page, its.getLast());
            }
        }
        unfinished(page, repository, sets);
        page.put(
                BackupMetric.STORED,
                repository.store().list("parts/").stream()
                        .mapToLong(StoredObject::size)
                        .sum());
        drills(page, repository, sets);
        due(page, repository);
        sets.stream()
                .filter(s -> s.kind().equals("physical"))
                .reduce((a, b) -> b)
                .ifPresent(s -> window(page, new WalArchive(repository).window(s)));
    }

    private static void newest(Page page, BackupSet set) {
        Map<BackupMetric, ToDoubleFunction<BackupSet>> figures = new EnumMap<>(BackupMetric.class);
        figures.put(BackupMetric.LAST, s -> s.started().toEpochMilli() / 1000.0);
        figures.put(
                BackupMetric.DURATION,
                s -> Duration.between(s.started(), s.finished()).toMillis() / 1000.0);
        figures.put(BackupMetric.CONTENT, BackupSet::contentBytes);
        figures.put(BackupMetric.SIZE, BackupSet::storedBytes);
        figures.put(BackupMetric.ADDED, BackupSet::addedBytes);
        if (set.kind().equals("logical")) {
            figures.put(BackupMetric.ROWS, BackupSet::rows);
        }
        figures.forEach((metric, figure) -> page.put(metric, set.kind(), figure.applyAsDouble(set)));
    }

    private void unfinished(Page page, Repository repository, List<BackupSet> sets) {
        List<SetId> unfinished = repository.unfinished();
        boolean working = Lease.writing(repository.store(), clock).isPresent();
        boolean failed = unfinished.stream()
                .anyMatch(u -> sets.isEmpty() || u.compareTo(sets.getLast().id()) > 0);
        page.put(BackupMetric.UNFINISHED, unfinished.size());
        page.put(BackupMetric.FAILED, failed && !working ? 1 : 0);
    }

    private static void drills(Page page, Repository repository, List<BackupSet> sets) {
        List<DrillResult> drills = sets.stream()
                .flatMap(s -> repository.drills(s.id()).stream())
                .filter(d -> d.level() != Level.BYTES)
                .sorted(Comparator.comparing(DrillResult::at))
                .toList();
        if (drills.isEmpty()) {
            return;
        }
        page.put(BackupMetric.DRILL_LAST, drills.getLast().at());
        page.put(BackupMetric.DRILL_PASSED, drills.getLast().passed() ? 1 : 0);
        Optional<DrillResult> passed =
                drills.reversed().stream().filter(DrillResult::passed).findFirst();
        passed.ifPresent(d -> {
            page.put(BackupMetric.DRILL_PROVED, d.at());
            page.put(BackupMetric.DRILL_RECOVERY, d.restore());
        });
    }

    private void due(Page page, Repository repository) {
        Instant now = clock.instant();
        Timetable.Done done = Timetable.Done.of(repository, databases, Optional.empty());
        timetable.next(Timetable.Task.BACKUP, now, done).ifPresent(next -> page.put(BackupMetric.NEXT, next));
        Stream.of(Timetable.Task.PHYSICAL, Timetable.Task.INCREMENTAL)
                .flatMap(task -> timetable.next(task, now, done).stream())
                .min(Comparator.naturalOrder())
                .ifPresent(next -> page.put(BackupMetric.PHYSICAL_NEXT, next));
        timetable.next(Timetable.Task.DRILL, now, done).ifPresent(next -> page.put(BackupMetric.DRILL_NEXT, next));
    }

    private static void window(Page page, WalWindow window) {
        page.put(BackupMetric.WAL_SINCE, window.since());
        page.put(BackupMetric.WAL_UNTIL, window.until().value());
        page.put(BackupMetric.WAL_BROKEN, window.gap().isPresent() ? 1 : 0);
    }
}
