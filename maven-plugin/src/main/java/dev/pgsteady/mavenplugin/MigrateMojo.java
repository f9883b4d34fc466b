package dev.pgsteady.mavenplugin;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Component;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;
import org.apache.maven.toolchain.Toolchain;
import org.apache.maven.toolchain.ToolchainManager;
import org.jspecify.annotations.Nullable;

/// Runs `pgsteady migrate` for a project, with its compiled classes and their class path as the application
/// whose entities are meant: `mvn pgsteady:migrate -Dpgsteady.args="new --auto 'add bio'"`.
@Mojo(name = "migrate", requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
public final class MigrateMojo extends AbstractMojo {
    private static final String MAIN = "dev.pgsteady.cli.Pgsteady";

    /// What comes after `pgsteady migrate`; quotes hold words together.
    @Parameter(property = "pgsteady.args", required = true)
    private String args = "";

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private @Nullable MavenProject project;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private @Nullable MavenSession session;

    @Parameter(defaultValue = "${plugin.artifacts}", readonly = true, required = true)
    private List<Artifact> artifacts = List.of();

    @Component
    @SuppressWarnings("deprecation") // Its successor is not there in every Maven that plugins meet.
    private @Nullable ToolchainManager toolchains;

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        if (project == null || project.getPackaging().equals("pom")) {
            return;
        }
        try {
            run(project);
        } catch (IOException | DependencyResolutionRequiredException e) {
            throw new MojoExecutionException("pgsteady cannot be run: " + e.getMessage(), e);
        }
    }

    private void run(MavenProject of)
            throws IOException, DependencyResolutionRequiredException, MojoExecutionException, MojoFailureException {
        Path folder = Files.createDirectories(Path.of(of.getBuild().getDirectory(), "pgsteady"));
        Path classPath = folder.resolve("class-path");
        Files.writeString(classPath, String.join(File.pathSeparator, of.getRuntimeClasspathElements()));
        String own = artifacts.stream()
                .map(Artifact::getFile)
                .filter(file -> file != null && file.getName().endsWith(".jar"))
                .map(File::getPath)
                .collect(Collectors.joining(File.pathSeparator));
        Path options = folder.resolve("options");
        Files.writeString(options, "-cp\n\"" + own.replace("\\", "\\\\") + "\"\n");
        List<String> command = new ArrayList<>(List.of(
                java().toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "@" + options,
                MAIN,
                "migrate"));
        command.addAll(Words.of(args));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(of.getBasedir()).inheritIO();
        builder.environment().put("PGSTEADY_CLASSPATH", "@" + classPath);
        int code = await(builder.start());
        if (code != 0) {
            throw new MojoFailureException("pgsteady migrate " + args + " ended with exit code " + code);
        }
    }

    private static int await(Process process) throws MojoExecutionException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("interrupted", e);
        }
    }

    /// The program of a Java that pgsteady runs on: that of the project's toolchain, that of Maven, or one
    /// that is installed.
    private Path java() throws MojoExecutionException {
        Optional<Path> chosen = Optional.empty();
        if (toolchains != null && session != null) {
            Toolchain toolchain = toolchains.getToolchainFromBuildContext("jdk", session);
            chosen = Optional.ofNullable(toolchain)
                    .map(t -> t.findTool("java"))
                    .map(program -> Path.of(program).resolve("../..").normalize());
        }
        return InstalledJava.find(chosen, System.getenv())
                .orElseThrow(() -> new MojoExecutionException("pgsteady needs Java " + InstalledJava.OLDEST
                        + " or newer, and none was found: run Maven on one, configure a toolchain, or set"
                        + " PGSTEADY_JAVA_HOME."));
    }
}
