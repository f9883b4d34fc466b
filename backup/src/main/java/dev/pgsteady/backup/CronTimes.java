package dev.pgsteady.backup;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import dev.pgsteady.core.Problem;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;

/// The times that five fields of cron name (crontab(5)): minute, hour, day, month, day of the week; or none.
public final class CronTimes {
    private static final CronParser PARSER = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

    /// No time.
    public static final CronTimes NEVER = new CronTimes("never", Optional.empty(), ZoneOffset.UTC);

    private final String text;
    private final Optional<ExecutionTime> times;
    private final ZoneId zone;

    private CronTimes(String text, Optional<ExecutionTime> times, ZoneId zone) {
        this.text = text;
        this.times = times;
        this.zone = zone;
    }

    /// @param zone whose clock the fields mean
    /// @throws Problem CONFIGURATION when the text is no such thing
    public static CronTimes of(String text, ZoneId zone) {
        try {
            return new CronTimes(text, Optional.of(ExecutionTime.forCron(PARSER.parse(text))), zone);
        } catch (IllegalArgumentException e) {
            throw new Problem(
                    Problem.Kind.CONFIGURATION,
                    "'%s' is no time that cron understands.".formatted(text),
                    "Write minute, hour, day, month and day of the week: '0 3 * * *' is every day at three.",
                    e);
        }
    }

    /// Whether there is none of them at any moment.
    public boolean never() {
        return times.isEmpty();
    }

    /// The first of them after a moment; empty when there is none. On the day on which the clock skips an
    /// hour, what falls into that hour comes after it.
    public Optional<Instant> after(Instant moment) {
        Optional<Instant> next = next(wall(moment));
        return next.isPresent() && !next.get().isAfter(moment)
                ? next(wall(moment).plusHours(1))
                : next;
    }

    /// The last of them at or before a moment; empty when there is none.
    public Optional<Instant> before(Instant moment) {
        Optional<Instant> last = last(wall(moment).plusSeconds(1));
        return last.isPresent() && last.get().isAfter(moment)
                ? last(wall(moment).minusHours(1))
                : last;
    }

    private Optional<Instant> next(ZonedDateTime wall) {
        return times.flatMap(t -> t.nextExecution(wall)).map(this::instant);
    }

    private Optional<Instant> last(ZonedDateTime wall) {
        return times.flatMap(t -> t.lastExecution(wall)).map(this::instant);
    }

    /// What the clock on the wall shows, on a wall whose clock skips nothing.
    private ZonedDateTime wall(Instant moment) {
        return LocalDateTime.ofInstant(moment, zone).atZone(ZoneOffset.UTC);
    }

    private Instant instant(ZonedDateTime wall) {
        return wall.toLocalDateTime().atZone(zone).toInstant();
    }

    @Override
    public String toString() {
        return text;
    }
}
