package dev.pgsteady.cli;

import dev.pgsteady.embedded.OwnedFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/// What beans an application has and how they are made, found out once and compiled
/// ([Spring's processing ahead of time](https://docs.spring.io/spring-framework/reference/core/aot.html)), so that no
/// start has to look for them again. What a condition asks of the environment is answered then.
///
/// @param application the one whose beans they are
record SettledBeans(Application application) {
    /// What any Java that runs pgsteady can read.
    private static final String RELEASE = "21";

    private static final String PROCESSOR = "org.springframework.boot.SpringApplicationAotProcessor";

    /// A compiler asks for all file systems there are, and that of SFTP tells of itself when it is asked for.
    private static final Logger TELLING = Logger.getLogger("org.apache.sshd");

    /// Writes them into [Application#settled()]; nothing when they cannot be found out or there is no compiler.
    ///
    /// @throws IOException when a file cannot be written
    void write() throws IOException {
        Path folder = Files.createTempDirectory(application.archive().getParent(), application.name());
        try {
            Path classes = Files.createDirectory(folder.resolve("classes"));
            Path jar = folder.resolve("beans.jar");
            if (processed(folder, classes)
                    && tool("javac", compiling(folder, classes))
                    && tool(
                            "jar",
                            List.of(
                                    "--create",
                                    "--file",
                                    jar.toString(),
                                    "-C",
                                    classes.toString(),
                                    ".",
                                    "-C",
                                    folder.resolve("resources").toString(),
                                    "."))) {
                Files.move(
                        jar,
                        application.settled(),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            OwnedFiles.deleteTree(folder);
        }
    }

    private boolean processed(Path folder, Path classes) {
        return Application.run(
                        List.of(
                                Application.java(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                application.classPath(),
                                PROCESSOR,
                                application.main(),
                                folder.resolve("sources").toString(),
                                folder.resolve("resources").toString(),
                                classes.toString(),
                                "dev.pgsteady",
                                application.name()),
                        false)
                == 0;
    }

    private List<String> compiling(Path folder, Path classes) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "--release",
                RELEASE,
                "-nowarn",
                "-proc:none",
                "-parameters",
                "-cp",
                application.classPath(),
                "-d",
                classes.toString()));
        try (Stream<Path> files = Files.walk(folder.resolve("sources"))) {
            files.filter(f -> f.toString().endsWith(".java"))
                    .map(Path::toString)
                    .forEach(arguments::add);
        }
        return arguments;
    }

    private static boolean tool(String name, List<String> arguments) {
        TELLING.setLevel(Level.WARNING);
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        return ToolProvider.findFirst(name)
                .filter(t -> t.run(nowhere, nowhere, arguments.toArray(String[]::new)) == 0)
                .isPresent();
    }
}
