package dev.pgsteady.demo;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;

/// When people signed up: over fourteen months, more and more of them, fewer at weekends and at night.
///
/// The curve is cut into as many equal parts as there are users, so that a user's number alone gives the
/// moment, and a higher number never an earlier one.
final class Growth {
    /// Fourteen months.
    static final int DAYS = 426;

    /// How much busier the last day is than the first.
    private static final double FACTOR = 9;

    private final LocalDate first;
    private final double[] upTo = new double[DAYS + 1];
    private final double[] upToHour = new double[25];

    /// @param today the day after the last sign-up
    Growth(LocalDate today) {
        this.first = today.minusDays(DAYS);
        for (int day = 0; day < DAYS; day++) {
            double level = Math.pow(FACTOR, (double) day / DAYS);
            upTo[day + 1] = upTo[day] + level * rhythm(first.plusDays(day).getDayOfWeek());
        }
        for (int hour = 0; hour < 24; hour++) {
            double busy = hour < 6 ? 0.15 : hour < 9 ? 0.7 : hour < 19 ? 1.5 : 0.9;
            upToHour[hour + 1] = upToHour[hour] + busy;
        }
    }

    private static double rhythm(DayOfWeek day) {
        return switch (day) {
            case MONDAY -> 1.1;
            case TUESDAY, WEDNESDAY, THURSDAY -> 1.2;
            case FRIDAY -> 0.95;
            case SATURDAY -> 0.5;
            case SUNDAY -> 0.6;
        };
    }

    /// When the user of that number signed up, to the millisecond.
    LocalDateTime signup(long number, long users) {
        double wanted = (number + 0.5) / users * upTo[DAYS];
        int day = part(upTo, wanted);
        double ofDay = (wanted - upTo[day]) / (upTo[day + 1] - upTo[day]) * upToHour[24];
        int hour = part(upToHour, ofDay);
        double ofHour = (ofDay - upToHour[hour]) / (upToHour[hour + 1] - upToHour[hour]);
        long nanos = Math.min(3_599_999L, (long) (ofHour * 3_600_000)) * 1_000_000;
        return first.plusDays(day).atTime(hour, 0).plusNanos(nanos);
    }

    private static int part(double[] limits, double wanted) {
        int found = Arrays.binarySearch(limits, wanted);
        int at = found < 0 ? -found - 2 : found;
        return Math.clamp(at, 0, limits.length - 2);
    }
}
