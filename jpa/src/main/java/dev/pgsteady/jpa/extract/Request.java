package dev.pgsteady.jpa.extract;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/// What is asked of the process with the application's classes.
///
/// @param classes  the classes that may be mapped; the process looks at their annotations
/// @param packages the packages that have annotations of their own
/// @param resources mapping files in XML, as the class path names them
/// @param folders  the parts of the class path that are folders; the rest is on the process's own class path
/// @param settings settings of Hibernate
/// @param judged   whether the mapping is to be judged, and no statements are wanted
public record Request(
        List<String> classes,
        List<String> packages,
        List<String> resources,
        List<Path> folders,
        Map<String, String> settings,
        boolean judged) {
    private static final String SETTING = "setting.";

    public Request {
        classes = List.copyOf(classes);
        packages = List.copyOf(packages);
        resources = List.copyOf(resources);
        folders = List.copyOf(folders);
        settings = Map.copyOf(settings);
    }

    /// Writes it to a file.
    public void write(Path file) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("classes", String.join("\n", classes));
        properties.setProperty("packages", String.join("\n", packages));
        properties.setProperty("resources", String.join("\n", resources));
        properties.setProperty(
                "folders",
                String.join("\n", folders.stream().map(Path::toString).toList()));
        properties.setProperty("judged", Boolean.toString(judged));
        settings.forEach((key, value) -> properties.setProperty(SETTING + key, value));
        try (OutputStream out = Files.newOutputStream(file)) {
            properties.store(out, null);
        }
    }

    static Request read(Path file) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        }
        Map<String, String> settings = new TreeMap<>();
        properties.stringPropertyNames().stream()
                .filter(key -> key.startsWith(SETTING))
                .forEach(key -> settings.put(key.substring(SETTING.length()), properties.getProperty(key)));
        return new Request(
                list(properties, "classes"),
                list(properties, "packages"),
                list(properties, "resources"),
                list(properties, "folders").stream().map(Path::of).toList(),
                settings,
                Boolean.parseBoolean(properties.getProperty("judged")));
    }

    private static List<String> list(Properties properties, String key) {
        return properties
                .getProperty(key, "")
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }
}
