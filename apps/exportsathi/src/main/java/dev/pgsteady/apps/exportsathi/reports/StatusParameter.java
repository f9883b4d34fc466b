package dev.pgsteady.apps.exportsathi.reports;

import java.util.Arrays;
import org.springframework.core.convert.converter.Converter;
import org.springframework.stereotype.Component;

/// Understands `?status=in_progress`: the word that the interface answers with.
@Component
final class StatusParameter implements Converter<String, ReportStatus> {
    @Override
    public ReportStatus convert(String word) {
        return Arrays.stream(ReportStatus.values())
                .filter(s -> s.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no status: " + word));
    }
}
