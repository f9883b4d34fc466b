package dev.pgsteady.integrationtests;

import dev.pgsteady.embedded.Address;
import dev.pgsteady.testkit.TestDatabase;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/// The launcher as a person runs it: a process of its own, in a folder of its own, with servers of its own.
record Launcher(Path program, Path folder, Map<String, String> environment) {
    private static final long PATIENCE_SECONDS = 180;

    /// The launcher of this checkout on what this build has built.
    static Launcher of(Project project, Path folder) {
        Assumptions.assumeTrue(
                Files.isDirectory(project.root().resolve("dist/target/pgsteady/lib")),
                "dist was not built in this run; ./mvnw verify builds it");
        Map<String, String> environment = new HashMap<>();
        environment.put("PGSTEADY_BUILD", "skip");
        environment.put("PGSTEADY_FAST", "0");
        environment.put("PGSTEADY_STATE", folder.resolve("state").toString());
        environment.put("PGSTEADY_JAVA_HOME", System.getProperty("java.home"));
        environment.put("PGSTEADY_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
        return new Launcher(project.root().resolve("pgsteady"), folder, environment);
    }

    /// What a run printed and how it ended.
    record Run(int code, String out, String err) {
        String everything() {
            return out + err;
        }
    }

    /// The same on another copy of the program.
    Launcher at(Path other) {
        return new Launcher(other, folder, environment);
    }

    Launcher with(String variable, String value) {
        Map<String, String> changed = new HashMap<>(environment);
        changed.put(variable, value);
        return new Launcher(program, folder, changed);
    }

    /// The address of a test database, as a URL with its password.
    static String url(TestDatabase database) {
        Address address = database.address();
        return "postgresql://%s:%s@%s:%d/%s"
                .formatted(address.user(), address.readPassword(), address.host(), address.port(), database.name());
    }

    Run run(String... arguments) {
        List<String> line = new ArrayList<>(List.of(program.toString()));
        line.addAll(List.of(arguments));
        return process(line);
    }

    /// Runs commands of a shell that finds the program on its path; the first that fails ends them.
    Run shell(String commands) {
        return with("PATH", program.getParent() + File.pathSeparator + System.getenv("PATH"))
                .process(List.of("sh", "-e", "-c", commands));
    }

    /// Starts what goes on until it is ended. What it prints is in `out.txt` and `err.txt`.
    Process start(String... arguments) {
        List<String> line = new ArrayList<>(List.of(program.toString()));
        line.addAll(List.of(arguments));
        return started(line);
    }

    private Process started(List<String> line) {
        try {
            ProcessBuilder builder = new ProcessBuilder(line)
                    .directory(folder.toFile())
                    .redirectOutput(folder.resolve("out.txt").toFile())
                    .redirectError(folder.resolve("err.txt").toFile());
            builder.environment()
                    .keySet()
                    .removeIf(name -> name.startsWith("PG") || name.startsWith("DB_") || name.equals("DATABASE_URL"));
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Run process(List<String> line) {
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        try {
            Process process = started(line);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(line + " did not end: " + Files.readString(err));
            }
            return new Run(
                    process.exitValue(),
                    Files.readString(out, StandardCharsets.UTF_8),
                    Files.readString(err, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
