package dev.pgsteady.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads a time as pgsteady.toml has it: `200ms`, `5s`, `2min`, `1h`.
final class TimeWords implements ITypeConverter<Duration> {
    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,6})(ms|s|min|h)");

    @Override
    public Duration convert(String text) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            throw new TypeConversionException("'" + text + "' is no time; write it as 200ms, 5s, 2min or 1h");
        }
        long amount = Long.parseLong(written.group(1));
        Duration time = switch (written.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "min" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
        if (time.compareTo(Duration.ofDays(24)) > 0) {
            throw new TypeConversionException("'" + text + "' is more than 24 days");
        }
        return time;
    }
}
