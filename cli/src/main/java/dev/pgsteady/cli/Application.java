package dev.pgsteady.cli;

import dev.pgsteady.core.Problem;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One of the applications that come with pgsteady, as jars.
///
/// @param jar     its own
/// @param others  all that it needs
/// @param archive where what a start has learned is kept for the next one (JEP 514)
record Application(String name, Path jar, List<Path> others, Path archive) {
    private static final int OLDEST_WITH_ARCHIVE = 25;

    /// The exit code of a process that was asked to end.
    private static final int TERMINATED = 143;

    /// The names of those in a folder, sorted.
    static List<String> names(Path folder) {
        return jars(folder.resolve("applications")).stream()
                .map(j -> j.getFileName().toString().replaceAll("-\\d.*", ""))
                .sorted()
                .toList();
    }

    /// The one of that name.
    static Optional<Application> of(Path folder, String name) {
        return jars(folder.resolve("applications")).stream()
                .filter(j -> j.getFileName().toString().replaceAll("-\\d.*", "").equals(name))
                .findFirst()
                .map(jar -> new Application(name, jar, jars(folder.resolve("lib")), folder.resolve(name + ".aot")));
    }

    private static List<Path> jars(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".jar")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The Java that runs this program, which runs it too.
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /// The command that runs it.
    List<String> command(List<String> options, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                java(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(options);
        command.add("-cp");
        command.add(classPath());
        command.add(main());
        command.addAll(arguments);
        return command;
    }

    /// Its own jar, the one of its settled beans when they fit, and all that it needs.
    String classPath() {
        return Stream.of(Stream.of(jar), Stream.of(settled()).filter(this::fits), others.stream())
                .flatMap(s -> s)
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /// Where the beans are that [SettledBeans] wrote.
    Path settled() {
        return archive.resolveSibling(name + ".beans.jar");
    }

    /// The name of the class that starts it.
    String main() {
        try (JarFile file = new JarFile(jar.toFile())) {
            return Optional.ofNullable(file.getManifest())
                    .map(m -> m.getMainAttributes().getValue("Main-Class"))
                    .orElseThrow(() -> new IllegalStateException(jar + " names no main class"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether a start can be prepared and none of what is there fits.
    boolean unprepared() {
        return Runtime.version().feature() >= OLDEST_WITH_ARCHIVE && !fits(archive);
    }

    /// Whether something was made of the jars that are there now.
    private boolean fits(Path made) {
        try {
            if (!Files.exists(made)) {
                return false;
            }
            for (Path each : Stream.concat(Stream.of(jar), others.stream()).toList()) {
                if (Files.getLastModifiedTime(each).compareTo(Files.getLastModifiedTime(made)) > 0) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Settles its beans and starts it once for what a start has to learn. The archive is there when it is whole: one
    /// that another start has mapped is not written into. Without either a start is slower, and well.
    ///
    /// @param arguments for a start on a port
    void prepare(IntFunction<List<String>> arguments) {
        Path unfinished =
                archive.resolveSibling(name + "." + ProcessHandle.current().pid() + ".aot.new");
        try {
            Files.deleteIfExists(settled());
            new SettledBeans(this).write();
            List<String> options = new ArrayList<>(settling());
            options.add("-XX:AOTCacheOutput=" + unfinished);
            FirstStart first = FirstStart.onFreePort();
            int code = run(command(options, arguments.apply(first.port())), false, first::see);
            if (code == TERMINATED && Files.exists(unfinished)) {
                Files.move(unfinished, archive, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.deleteIfExists(unfinished);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The options that a prepared start takes.
    List<String> prepared() {
        List<String> options = new ArrayList<>(settling());
        if (Runtime.version().feature() >= OLDEST_WITH_ARCHIVE && Files.exists(archive)) {
            options.addAll(List.of("-XX:AOTCache=" + archive, "-Xlog:disable"));
        }
        return options;
    }

    private List<String> settling() {
        return fits(settled()) ? List.of("-Dspring.aot.enabled=true") : List.of();
    }

    /// Runs a command to its end.
    ///
    /// @param shown whether it may use the terminal
    /// @return its exit code
    static int run(List<String> command, boolean shown) {
        return run(command, shown, process -> {});
    }

    /// As [#run(List, boolean)], with something to do while it runs.
    private static int run(List<String> command, boolean shown, Consumer<Process> meanwhile) {
        ProcessBuilder builder = new ProcessBuilder(command);
        if (shown) {
            builder.inheritIO();
        } else {
            builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        }
        try {
            Process process = builder.start();
            Thread end = new Thread(process::destroy);
            Runtime.getRuntime().addShutdownHook(end);
            meanwhile.accept(process);
            int code = process.waitFor();
            Runtime.getRuntime().removeShutdownHook(end);
            return code;
        } catch (IOException e) {
            throw new UncheckedIOException("starting " + Arrays.toString(command.toArray()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(Problem.Kind.INTERRUPTED, "Interrupted.", "Run it again.", e);
        } catch (IllegalStateException e) {
            // The machine is going down with us: then there is nothing to take the hook away from.
            return 130;
        }
    }
}
