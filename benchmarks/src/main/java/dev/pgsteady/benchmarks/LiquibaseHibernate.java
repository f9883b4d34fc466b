package dev.pgsteady.benchmarks;

import dev.pgsteady.testkit.TestApplication;
import dev.pgsteady.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// liquibase-hibernate, which compares entities with a database and writes what is missing there as a change log. It
/// runs as Liquibase's own command line, in a Java of its own with a Hibernate of its own, on the compiled classes.
///
/// @param application whose entities it reads
/// @param jars        its class path, without the application
/// @param folder      for its change logs
record LiquibaseHibernate(TestApplication application, String jars, Path folder) {
    static final String WORDS = "liquibase-hibernate6 4.33.0";
    private static final String ENTITIES = "hibernate:spring:gen?dialect=org.hibernate.dialect.PostgreSQLDialect"
            + "&hibernate.physical_naming_strategy=org.hibernate.boot.model.naming.CamelCaseToUnderscoresNamingStrategy";
    private static final Pattern CHANGE_SET = Pattern.compile("<changeSet ");
    private static final Pattern TABLE = Pattern.compile("<createTable ");

    /// Says so when it is not here.
    ///
    /// @param jars a file with its class path
    static Optional<LiquibaseHibernate> in(Path jars, TestApplication application, Path folder) throws IOException {
        if (!Files.exists(jars)) {
            System.out.println(
                    WORDS + " is not measured: it is not in the local repository of Maven and cannot be had.");
            return Optional.empty();
        }
        return Optional.of(
                new LiquibaseHibernate(application, Files.readString(jars).strip(), folder));
    }

    /// Writes the change log for a database.
    ///
    /// @param name of the change log
    Taken diff(TestDatabase database, String name) throws IOException, InterruptedException {
        Files.deleteIfExists(changeLog(name));
        return run(database, "diff-changelog", "--changelog-file=" + changeLog(name), "--reference-url=" + ENTITIES);
    }

    /// Applies a change log, with the type that it refers to and does not make.
    void apply(TestDatabase database, String name) throws IOException, InterruptedException, SQLException {
        database.execute("CREATE TYPE tone AS ENUM ('GAY', 'PLAIN', 'SOLEMN')");
        run(
                database,
                "--search-path=" + folder,
                "update",
                "--changelog-file=" + changeLog(name).getFileName());
    }

    /// How many tables a change log makes.
    long tables(String name) throws IOException {
        return TABLE.matcher(read(name)).results().count();
    }

    /// How many changes it has.
    long changeSets(String name) throws IOException {
        return CHANGE_SET.matcher(read(name)).results().count();
    }

    /// What a change log holds: nothing when there was nothing to write.
    String read(String name) throws IOException {
        return Files.exists(changeLog(name)) ? Files.readString(changeLog(name)) : "";
    }

    private Path changeLog(String name) {
        return folder.resolve(name + ".xml");
    }

    private Taken run(TestDatabase database, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                application.classes() + java.io.File.pathSeparator + jars,
                "liquibase.integration.commandline.LiquibaseCommandLine",
                "--show-banner=false"));
        command.addAll(List.of(words));
        command.addAll(List.of(
                "--url=" + database.jdbcUrl(),
                "--username=" + database.address().user()));
        return Taken.of(
                Map.of(
                        "LIQUIBASE_ANALYTICS_ENABLED",
                        "false",
                        "LIQUIBASE_COMMAND_PASSWORD",
                        database.address().readPassword()),
                command);
    }
}
