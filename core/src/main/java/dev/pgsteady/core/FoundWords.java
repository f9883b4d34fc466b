package dev.pgsteady.core;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The words found so far, on the way to [ConnectionSettings]. The first to say a thing wins.
final class FoundWords {
    private final Map<Keyword, Setting> settings = new EnumMap<>(Keyword.class);
    private final Map<String, String> driver = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    /// Takes the value unless one was found before.
    void offer(Keyword keyword, String value, Origin origin) {
        if (!settings.containsKey(keyword)) {
            put(keyword, value, origin);
        }
    }

    /// Takes the value in place of what was found before: within one string the last one wins, as in libpq.
    void put(Keyword keyword, String value, Origin origin) {
        if (!keyword.harmless(value)) {
            throw new Problem(
                    Problem.Kind.CONFIGURATION,
                    "The connection setting " + keyword.word() + " (" + origin.words()
                            + ") asks for something that is not supported here.",
                    keyword.meaning() + " Take it out if the connection may do without.");
        }
        settings.put(keyword, new Setting(keyword, value, origin));
    }

    /// A setting that only the driver knows.
    void driver(String word, String value) {
        driver.put(word, value);
    }

    void note(String sentence) {
        if (!notes.contains(sentence)) {
            notes.add(sentence);
        }
    }

    Optional<Setting> get(Keyword keyword) {
        return Optional.ofNullable(settings.get(keyword)).filter(s -> !s.value().isEmpty());
    }

    String value(Keyword keyword) {
        return get(keyword).map(Setting::value).orElse("");
    }

    ConnectionSettings at(List<Host> hosts) {
        return new ConnectionSettings(hosts, settings, driver, notes);
    }
}
