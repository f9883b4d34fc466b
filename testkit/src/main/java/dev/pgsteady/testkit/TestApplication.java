package dev.pgsteady.testkit;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// A Java application that a test writes and compiles, in a folder of its own.
///
/// @param folder an empty folder: `src` and `classes` come to stand in it
public record TestApplication(Path folder) {
    /// Writes a class, or writes it anew.
    public TestApplication write(String className, String text) throws IOException {
        Path file = source(className);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    /// Takes a class away.
    public TestApplication remove(String className) throws IOException {
        Files.delete(source(className));
        return this;
    }

    private Path source(String className) {
        return folder.resolve("src").resolve(className.replace('.', '/') + ".java");
    }

    /// The folder of the compiled classes.
    public Path classes() {
        return folder.resolve("classes");
    }

    /// Compiles all sources; of what was compiled before nothing stays.
    ///
    /// @throws IllegalArgumentException with the compiler's words when they are wrong
    public TestApplication compile() throws IOException {
        clear();
        Files.createDirectories(classes());
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter words = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> sources = Files.walk(folder.resolve("src"))) {
            List<Path> all =
                    sources.filter(f -> f.toString().endsWith(".java")).sorted().toList();
            List<String> options = List.of(
                    "-proc:none", "-d", classes().toString(), "-cp", String.join(File.pathSeparator, libraries()));
            boolean compiled = compiler.getTask(
                            words, files, null, options, null, files.getJavaFileObjectsFromPaths(all))
                    .call();
            if (!compiled) {
                throw new IllegalArgumentException(words.toString());
            }
        }
        return this;
    }

    private void clear() throws IOException {
        if (!Files.exists(classes())) {
            return;
        }
        try (Stream<Path> old = Files.walk(classes())) {
            for (Path file : old.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /// The jars that the test itself runs with.
    public static List<String> jars() {
        return parts().filter(p -> p.endsWith(".jar")).toList();
    }

    /// Those jars, and our annotations, which are in a folder while we are built.
    private static List<String> libraries() {
        return parts().filter(p -> p.endsWith(".jar") || Files.isDirectory(Path.of(p, "dev", "pgsteady", "mapping")))
                .toList();
    }

    private static Stream<String> parts() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator));
    }

    /// Its class path: its classes, then the jars of the test.
    public String classPath() {
        return Stream.concat(Stream.of(classes().toString()), libraries().stream())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
