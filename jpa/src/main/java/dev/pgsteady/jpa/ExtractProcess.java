package dev.pgsteady.jpa;

import dev.pgsteady.core.Problem;
import dev.pgsteady.core.Sql;
import dev.pgsteady.jpa.extract.Answer;
import dev.pgsteady.jpa.extract.Request;
import dev.pgsteady.mapping.TableIndex;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The process with the application's classes. It inherits nothing of the environment but what Java needs,
/// so no password that is set there can get into it.
///
/// @param java        the program
/// @param environment all that the process gets
/// @param patience    how long it may take
/// @param kept        what earlier readings left, where something is kept
record ExtractProcess(Path java, Map<String, String> environment, Duration patience, Optional<Kept> kept) {
    private static final String MAIN = "dev.pgsteady.jpa.extract.Extract";
    private static final List<String> OPTIONS = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-Djava.awt.headless=true",
            "-Dorg.jboss.logging.provider=jdk");
    private static final String ANSWER = "answer";
    private static final int STEP = 5;
    private static final Set<String> PASSED_ON =
            Set.of("PATH", "Path", "HOME", "TMPDIR", "TEMP", "TMP", "SystemRoot", "SYSTEMROOT", "LANG", "LC_ALL");

    /// With the Java that runs this program.
    ///
    /// @param kept the folder of what is kept from one time to the next
    static ExtractProcess here(Optional<Path> kept) {
        return new ExtractProcess(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getenv().entrySet().stream()
                        .filter(e -> PASSED_ON.contains(e.getKey()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
                Duration.ofMinutes(2),
                kept.map(Kept::new));
    }

    /// Asks and waits for the answer.
    ///
    /// @throws Problem ENTITIES when the process ends without one; FILE when files cannot be written
    Answer run(ClassPath path, Request request) {
        Path folder = null;
        try {
            folder = Files.createTempDirectory("pgsteady-entities");
            return run(path, request, folder);
        } catch (IOException e) {
            throw new Problem(
                    Problem.Kind.FILE,
                    "The entities cannot be read: " + e.getMessage() + ".",
                    "Make room in the folder for temporary files.",
                    e);
        } finally {
            remove(folder);
        }
    }

    private Answer run(ClassPath path, Request request, Path folder) throws IOException {
        if (kept.isEmpty()) {
            return asked(path, request, folder, Optional.empty());
        }
        String jars = jars(path);
        String all = print(jars, request);
        Optional<Answer> known = kept.get().answer(all);
        if (known.isPresent()) {
            return known.get();
        }
        // Java records nothing of classes in folders.
        Optional<Recording> recording = kept.filter(k -> parts(path).stream().noneMatch(Files::isDirectory))
                .map(k -> k.recording(jars));
        Answer answer = asked(path, request, folder, recording);
        if (!(answer instanceof Answer.Refused)) {
            kept.get().keep(all, folder.resolve(ANSWER));
        }
        return answer;
    }

    /// The print of what does not change when the application is compiled: Java and the jars.
    private String jars(ClassPath path) throws IOException {
        Print print =
                new Print().texts(Stream.of(java.toString(), Runtime.version().toString()));
        print.texts(OPTIONS.stream());
        for (Path part : parts(path)) {
            print.part(part);
        }
        return print.hex();
    }

    /// The print of all that the process gets to see.
    private String print(String jars, Request request) throws IOException {
        Print print = new Print().texts(Stream.of(jars)).texts(request.classes().stream());
        print.texts(Stream.of(Boolean.toString(request.judged())));
        print.texts(request.packages().stream()).texts(request.resources().stream());
        print.texts(request.settings().entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .sorted());
        print.texts(environment.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .sorted());
        for (Path part : request.folders()) {
            print.part(part);
        }
        return print.hex();
    }

    private Answer asked(ClassPath path, Request request, Path folder, Optional<Recording> recording)
            throws IOException {
        Path asked = folder.resolve("request");
        Path answered = folder.resolve(ANSWER);
        Path printed = folder.resolve("printed");
        Path arguments = folder.resolve("arguments");
        request.write(asked);
        Files.writeString(arguments, "-cp\n" + quoted(classPath(path)) + "\n");
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(OPTIONS);
        recording.ifPresent(r -> command.addAll(r.options()));
        command.addAll(List.of("@" + arguments, MAIN, asked.toString(), answered.toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(printed.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        if (command.stream().anyMatch(o -> o.startsWith(Recording.MAKING))) {
            recording.orElseThrow().makes(process);
        }
        await(process, answered);
        if (!Files.exists(answered)) {
            throw broken(process.exitValue(), Files.readString(printed, StandardCharsets.ISO_8859_1));
        }
        return Answer.read(answered);
    }

    /// Waits for the answer, or for the end without one. A process that makes a recording goes on after it.
    private void await(Process process, Path answered) {
        boolean ended = false;
        try {
            long end = System.nanoTime() + patience.toNanos();
            while (!ended && System.nanoTime() < end) {
                ended = process.waitFor(STEP, TimeUnit.MILLISECONDS) || Files.exists(answered);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new Problem(Problem.Kind.INTERRUPTED, "Interrupted.", "Nothing was written; run it again.", e);
        }
        if (!ended) {
            process.destroyForcibly();
            throw new Problem(
                    Problem.Kind.ENTITIES,
                    "Reading the entities took longer than %d seconds.".formatted(patience.toSeconds()),
                    "See what the application's classes do when they are loaded; --packages names fewer of them.");
        }
    }

    private static Problem broken(int exit, String printed) {
        List<String> lines = printed.lines().filter(l -> !l.isBlank()).toList();
        String last = lines.stream()
                .filter(l -> l.startsWith("Exception") || l.startsWith("Caused by") || l.startsWith("Error"))
                .reduce((a, b) -> b)
                .or(() -> lines.stream().reduce((a, b) -> b))
                .orElse("it printed nothing");
        return new Problem(
                Problem.Kind.ENTITIES,
                "The process that reads the entities ended with exit code %d: %s.".formatted(exit, last.strip()),
                "If the application itself starts, please report it.");
    }

    private static String classPath(ClassPath path) {
        return parts(path).stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /// The application's jars, then ours. Its folders are not among them: the process loads them by itself.
    private static List<Path> parts(ClassPath path) {
        return Stream.concat(
                        path.jars().stream(),
                        Stream.of(place(Request.class), place(Sql.class), place(TableIndex.class)))
                .distinct()
                .toList();
    }

    private static Path place(Class<?> of) {
        try {
            return Path.of(
                    of.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /// As a file of arguments holds it.
    private static String quoted(String argument) {
        return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static void remove(@org.jspecify.annotations.Nullable Path folder) {
        if (folder == null) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            System.getLogger(ExtractProcess.class.getName())
                    .log(System.Logger.Level.DEBUG, "a temporary file could not be removed", e);
        }
    }
}
