package dev.pgsteady.integrationtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// A project of somebody's, outside of this one, with this build's jars in a repository in front of Maven's own.
///
/// @param folder   for it and all that it makes
/// @param checkout this one
/// @param modules  whose jars it may have
record OutsideProject(Path folder, Project checkout, List<String> modules) {
    static final String VERSION = "0.1.0-SNAPSHOT";
    private static final int PATIENCE = 240;

    OutsideProject {
        modules = List.copyOf(modules);
    }

    private static String artifact(String module) {
        return module.equals("maven-plugin") ? "pgsteady-maven-plugin" : module;
    }

    private Path repository() throws IOException {
        Path all = folder.resolve("repository/dev/pgsteady");
        if (Files.exists(all)) {
            return folder.resolve("repository");
        }
        put(all, "pgsteady", checkout.root().resolve("pom.xml"), "pom");
        for (String module : modules) {
            Path home = checkout.root().resolve(module);
            String artifact = artifact(module);
            Path jar = home.resolve("target/%s-%s.jar".formatted(artifact, VERSION));
            Assumptions.assumeTrue(Files.exists(jar), "skipped: there is no " + jar + "; 'package' makes it");
            put(all, artifact, home.resolve("pom.xml"), "pom");
            put(all, artifact, jar, "jar");
        }
        return folder.resolve("repository");
    }

    private static void put(Path all, String artifact, Path file, String type) throws IOException {
        Path place = Files.createDirectories(all.resolve(artifact).resolve(VERSION));
        Files.copy(file, place.resolve("%s-%s.%s".formatted(artifact, VERSION, type)));
    }

    /// Writes a file of the project.
    OutsideProject with(String file, String text) throws IOException {
        Path path = home().resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text.replace("@version@", VERSION));
        return this;
    }

    /// Where it is.
    Path home() {
        return folder.resolve("project");
    }

    /// Runs Maven in it, and says what that printed.
    String maven(String... options) throws IOException, InterruptedException {
        List<String> command = Stream.concat(
                        Stream.of(
                                checkout.root().resolve("mvnw").toString(),
                                "-o",
                                "-q",
                                "-f",
                                home().toString(),
                                "-Dmaven.repo.local=" + repository(),
                                "-Dmaven.repo.local.tail="
                                        + Path.of(System.getProperty("user.home"), ".m2", "repository"),
                                "-Dmaven.repo.local.tail.ignoreAvailability=true"),
                        Stream.of(options))
                .toList();
        String printed = run(command);
        Assumptions.assumeFalse(
                printed.contains("offline mode"), "skipped: Maven's repository lacks something:\n" + printed);
        return printed;
    }

    /// Runs a command in it, which has to end well, and says what it printed.
    String run(List<String> command) throws IOException, InterruptedException {
        Path log = folder.resolve("log");
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.directory(home().toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("PGSTEADY_STATE", folder.resolve("state").toString());
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        Process process = builder.start();
        boolean ended = process.waitFor(PATIENCE, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly();
        }
        String printed = Files.readString(log);
        boolean offline = printed.contains("offline mode");
        assertThat(offline || (ended && process.exitValue() == 0)).as(printed).isTrue();
        return printed;
    }
}
