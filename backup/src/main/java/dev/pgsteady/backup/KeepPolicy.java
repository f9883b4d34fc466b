package dev.pgsteady.backup;

import dev.pgsteady.core.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which backups are kept: one is when any of these says so (grandfather, father, son).
///
/// @param last    the newest so many
/// @param within  all that are not older than this
/// @param daily   the newest of each of the last so many days that have one
/// @param weekly  … of ISO weeks
/// @param monthly … of months
/// @param yearly  … of years
public record KeepPolicy(int last, Optional<Duration> within, int daily, int weekly, int monthly, int yearly) {
    private static final Pattern WORD =
            Pattern.compile("(?<what>last|daily|weekly|monthly|yearly)=(?<count>\\d{1,4})|within=(?<days>\\d{1,5})d");

    /// The newest three, seven days, four weeks, twelve months.
    public static final KeepPolicy USUAL = new KeepPolicy(3, Optional.empty(), 7, 4, 12, 0);

    public KeepPolicy {
        if (last < 1 || daily < 0 || weekly < 0 || monthly < 0 || yearly < 0) {
            throw new IllegalArgumentException("at least the newest backup is kept, and no count is negative");
        }
    }

    /// The policy that a person wrote, as in `last=3, daily=7, within=30d`.
    ///
    /// @throws Problem CONFIGURATION when it is none
    public static KeepPolicy of(String text) {
        Map<String, Integer> counts = new HashMap<>(Map.of("last", 1));
        Optional<Duration> age = Optional.empty();
        for (String word : text.split(",", -1)) {
            Matcher pair = WORD.matcher(word.strip());
            if (!pair.matches()) {
                throw new Problem(
                        Problem.Kind.CONFIGURATION,
                        "'%s' is no rule for keeping backups.".formatted(word.strip()),
                        "Write counts of last, daily, weekly, monthly or yearly, and within=30d: 'last=3, daily=7'.");
            }
            if (pair.group("count") == null) {
                age = Optional.of(Duration.ofDays(Long.parseLong(pair.group("days"))));
            } else {
                counts.put(pair.group("what"), Integer.parseInt(pair.group("count")));
            }
        }
        return new KeepPolicy(
                Math.max(1, counts.getOrDefault("last", 1)),
                age,
                counts.getOrDefault("daily", 0),
                counts.getOrDefault("weekly", 0),
                counts.getOrDefault("monthly", 0),
                counts.getOrDefault("yearly", 0));
    }

    /// Those of `sets` that are kept.
    ///
    /// @param sets oldest first
    Set<SetId> kept(List<BackupSet> sets, Instant now) {
        Set<SetId> kept = new HashSet<>();
        List<BackupSet> newest = sets.reversed();
        newest.stream().limit(last).forEach(s -> kept.add(s.id()));
        within.ifPresent(age ->
                newest.stream().filter(s -> s.started().isAfter(now.minus(age))).forEach(s -> kept.add(s.id())));
        keep(newest, daily, d -> d.toString(), kept);
        keep(
                newest,
                weekly,
                d -> d.get(IsoFields.WEEK_BASED_YEAR) + "W" + d.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR),
                kept);
        keep(newest, monthly, d -> d.getYear() + "-" + d.getMonthValue(), kept);
        keep(newest, yearly, d -> Integer.toString(d.getYear()), kept);
        return kept;
    }

    private static void keep(List<BackupSet> newest, int many, Function<LocalDate, String> period, Set<SetId> kept) {
        Set<String> seen = new HashSet<>();
        for (BackupSet set : newest) {
            String key = period.apply(set.started().atZone(ZoneOffset.UTC).toLocalDate());
            if (seen.size() < many && seen.add(key)) {
                kept.add(set.id());
            }
        }
    }
}
