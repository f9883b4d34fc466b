package dev.pgsteady.jpa;

import dev.pgsteady.core.Problem;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The class path of an application: folders of classes, and jars.
public record ClassPath(List<Path> parts) {
    private static final String ALL_JARS = "*";

    public ClassPath {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new Problem(
                    Problem.Kind.ENTITIES,
                    "The class path of the application is empty.",
                    "Name the folder of its classes and the jars that they need with --classpath.");
        }
    }

    /// Reads a class path as `java -cp` does: parts with the platform's separator between them, `lib/*` for
    /// all jars of a folder. `@file` is what stands in a file. Parts that are not there are left out, as
    /// Java does.
    ///
    /// @param base what relative paths are relative to
    /// @throws Problem ENTITIES when nothing of it is there; FILE when the file cannot be read
    public static ClassPath of(String text, Path base) {
        String line = text.startsWith("@") ? content(base.resolve(text.substring(1))) : text;
        List<Path> parts = Arrays.stream(line.strip().split(Pattern.quote(File.pathSeparator)))
                .filter(part -> !part.isBlank())
                .flatMap(part -> expanded(part.strip(), base))
                .filter(Files::exists)
                .distinct()
                .toList();
        if (parts.isEmpty()) {
            throw new Problem(
                    Problem.Kind.ENTITIES,
                    "Nothing of the class path of the application is there.",
                    "Compile the application first; relative paths begin at " + base.toAbsolutePath() + ".");
        }
        return new ClassPath(parts);
    }

    private static Stream<Path> expanded(String part, Path base) {
        try {
            if (part.endsWith(ALL_JARS)) {
                Path folder = base.resolve(part.substring(0, part.length() - 1));
                return Files.isDirectory(folder) ? jars(folder).stream() : Stream.of();
            }
            return Stream.of(base.resolve(part).toAbsolutePath().normalize());
        } catch (InvalidPathException e) {
            throw unreadable(part, e);
        }
    }

    private static List<Path> jars(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".jar"))
                    .map(f -> f.toAbsolutePath().normalize())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unreadable(folder.toString(), e);
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw unreadable(file.toString(), e);
        }
    }

    static Problem unreadable(String part, Exception e) {
        return new Problem(
                Problem.Kind.FILE,
                "The part " + part + " of the application's class path cannot be read: " + e.getMessage() + ".",
                "Make it readable, or leave it out of --classpath.",
                e);
    }

    /// The folders of classes: what the application's own build makes.
    List<Path> folders() {
        return parts.stream().filter(Files::isDirectory).toList();
    }

    /// The jars.
    List<Path> jars() {
        return parts.stream().filter(p -> !Files.isDirectory(p)).toList();
    }
}
