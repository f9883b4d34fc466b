package dev.pgsteady.jpa;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What the configuration of a Spring Boot application says of its mapping. Only what decides the schema is
/// taken: addresses and passwords stay where they are.
final class ApplicationSettings {
    private static final List<String> FILES = List.of(
            "application.properties",
            "application.yml",
            "application.yaml",
            "config/application.properties",
            "config/application.yml",
            "config/application.yaml");
    private static final String PASSED_ON = "spring.jpa.properties.";
    private static final Pattern WANTED =
            Pattern.compile("hibernate\\.(default_schema|dialect|globally_quoted_identifiers.*"
                    + "|auto_quote_keyword|type\\..*|mapping\\..*|id\\..*|timezone\\..*|(physical|implicit)_naming_strategy)"
                    + "|jakarta\\.persistence\\.validation\\.mode");
    private static final Map<String, String> SPRINGS = Map.of(
            "spring.jpa.hibernate.naming.physical-strategy", "hibernate.physical_naming_strategy",
            "spring.jpa.hibernate.naming.implicit-strategy", "hibernate.implicit_naming_strategy",
            "spring.jpa.database-platform", "hibernate.dialect");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{[^}:]*(?::([^}]*))?}");
    private static final Pattern LINE = Pattern.compile("( *)([A-Za-z0-9_.\\-\"'\\[\\]]+) *:(?: +(.*?))?(?: +#.*)?");

    private ApplicationSettings() {}

    /// The settings of Hibernate that the files in the folders of a class path give.
    static Map<String, String> in(ClassPath path) {
        Map<String, String> settings = new HashMap<>();
        for (Path folder : path.folders()) {
            FILES.stream()
                    .map(folder::resolve)
                    .filter(Files::isRegularFile)
                    .forEach(file -> read(file).forEach((key, value) -> take(settings, key, value)));
        }
        return settings;
    }

    private static void take(Map<String, String> settings, String key, String value) {
        Matcher placeholder = PLACEHOLDER.matcher(value);
        boolean open = placeholder.results().anyMatch(r -> r.group(1) == null);
        String setting = SPRINGS.getOrDefault(key, key.startsWith(PASSED_ON) ? key.substring(PASSED_ON.length()) : "");
        boolean foreign = setting.endsWith(".dialect") && !value.contains("Postgre");
        if (!open && !foreign && WANTED.matcher(setting).matches()) {
            settings.putIfAbsent(setting, placeholder.replaceAll(r -> Matcher.quoteReplacement(r.group(1))));
        }
    }

    private static Map<String, String> read(Path file) {
        try {
            String text = Files.readString(file);
            return file.toString().endsWith(".properties") ? properties(text) : yaml(text);
        } catch (IOException | IllegalArgumentException e) {
            throw ClassPath.unreadable(file.toString(), e);
        }
    }

    private static Map<String, String> properties(String text) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(text));
        Map<String, String> all = new HashMap<>();
        properties
                .stringPropertyNames()
                .forEach(key -> all.put(key, properties.getProperty(key).strip()));
        return all;
    }

    private record Open(int indent, String key) {}

    /// The plain keys and values of the first document: lists, and texts of several lines, decide nothing
    /// here.
    private static Map<String, String> yaml(String text) {
        Map<String, String> all = new HashMap<>();
        Deque<Open> open = new ArrayDeque<>();
        Stream<String> first = text.lines()
                .dropWhile(l -> l.isBlank() || l.startsWith("#") || l.startsWith("---"))
                .takeWhile(l -> !l.startsWith("---"));
        first.map(LINE::matcher).filter(Matcher::matches).forEach(line -> {
            int indent = line.group(1).length();
            while (!open.isEmpty() && open.peek().indent() >= indent) {
                open.pop();
            }
            String key = (open.isEmpty() ? "" : open.peek().key() + ".") + bare(line.group(2));
            open.push(new Open(indent, key));
            if (line.group(3) != null && !line.group(3).isEmpty()) {
                all.put(key, bare(line.group(3)));
            }
        });
        return all;
    }

    /// Without the quotes or brackets around it.
    private static String bare(String text) {
        boolean wrapped = text.length() > 1
                && Stream.of("\"\"", "''", "[]")
                        .anyMatch(w -> text.startsWith(w.substring(0, 1)) && text.endsWith(w.substring(1)));
        return wrapped ? bare(text.substring(1, text.length() - 1)) : text;
    }
}
