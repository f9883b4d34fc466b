package dev.pgsteady.embedded;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Properties;

/// Properties as text, sorted by the JDK and without the comment that carries the date.
final class PropertiesText {
    private PropertiesText() {}

    static String of(Properties properties) {
        StringWriter text = new StringWriter();
        try {
            properties.store(text, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .sorted()
                .reduce("", (all, line) -> all + line + "\n");
    }
}
