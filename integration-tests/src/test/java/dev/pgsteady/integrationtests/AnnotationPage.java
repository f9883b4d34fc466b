package dev.pgsteady.integrationtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The reference page of the annotations for entities, made from their sources.
final class AnnotationPage {
    private static final String PLACE = "mapping/src/main/java/dev/pgsteady/mapping";
    private static final Pattern TYPE =
            Pattern.compile("((?:^///.*\\n)+)((?:^@.*\\n)+)^public @interface (\\w+)", Pattern.MULTILINE);
    private static final Pattern ATTRIBUTE = Pattern.compile(
            "((?:^    ///.*\\n)+)^    (\\w+(?:\\[])?) (\\w+)\\(\\)(?: default ([^;]+))?;", Pattern.MULTILINE);
    private static final Pattern TARGET = Pattern.compile("ElementType\\.(\\w+)");

    private AnnotationPage() {}

    static String text(String made) {
        String intro = words(source(Path.of("package-info.java")).lines().takeWhile(l -> l.startsWith("///")));
        return "# Annotations for entities\n\n" + made + intro + "\n"
                + files().map(AnnotationPage::entry).collect(Collectors.joining());
    }

    private static Stream<Path> files() {
        try (Stream<Path> files = Files.list(Project.here().root().resolve(PLACE))) {
            return files.map(Path::getFileName).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String source(Path file) {
        return Project.here().read(PLACE + "/" + file);
    }

    private static String entry(Path file) {
        String source = source(file);
        Matcher type = TYPE.matcher(source);
        if (!type.find()) {
            return "";
        }
        List<String> targets = TARGET.matcher(type.group(2))
                .results()
                .map(r -> r.group(1))
                .map(AnnotationPage::place)
                .distinct()
                .toList();
        String attributes = ATTRIBUTE
                .matcher(source)
                .results()
                .map(r -> "| `%s` | `%s` | %s | %s |\n"
                        .formatted(
                                r.group(3),
                                r.group(2),
                                r.group(4) == null ? "" : "`" + r.group(4) + "`",
                                words(r.group(1).lines()).replace("\n", " ")))
                .collect(Collectors.joining());
        return "\n## @%s\n\n%s\n\nOn: %s%s.\n%s"
                .formatted(
                        type.group(3),
                        words(type.group(1).lines()),
                        String.join(", ", targets),
                        type.group(2).contains("@Repeatable") ? "; more than once" : "",
                        attributes.isEmpty()
                                ? ""
                                : "\n| attribute | type | when left out | meaning |\n|---|---|---|---|\n" + attributes);
    }

    private static String place(String target) {
        return switch (target) {
            case "TYPE" -> "a class";
            case "PACKAGE" -> "a package";
            default -> "a field or getter";
        };
    }

    private static String words(Stream<String> lines) {
        return lines.map(String::strip)
                .map(l -> l.substring("///".length()))
                .map(l -> l.startsWith(" ") ? l.substring(1) : l)
                .collect(Collectors.joining("\n"))
                .replaceAll("\\[(\\w+)](?!\\()", "`@$1`");
    }
}
