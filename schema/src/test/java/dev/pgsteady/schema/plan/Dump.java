package dev.pgsteady.schema.plan;

import dev.pgsteady.embedded.Address;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What `pg_dump --schema-only` writes of a database, without the order of statements and of columns.
final class Dump {
    private static final Pattern MAJOR = Pattern.compile("\\(PostgreSQL\\) (\\d+)");

    private Dump() {}

    /// Whether there is a pg_dump here that reads a server's release: one reads its own and older ones.
    static boolean possible(TestServer server) {
        int major = major();
        if (major == 0) {
            return false;
        }
        try (TestDatabase database = server.create();
                Connection connection = database.connect()) {
            return connection.getMetaData().getDatabaseMajorVersion() <= major;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The release of the pg_dump that is here; 0 for none.
    private static int major() {
        try {
            Process process = new ProcessBuilder("pg_dump", "--version")
                    .redirectErrorStream(true)
                    .start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher version = MAJOR.matcher(text);
            return process.waitFor() == 0 && version.find() ? Integer.parseInt(version.group(1)) : 0;
        } catch (IOException absent) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// The statements, sorted.
    static List<String> of(TestDatabase database) {
        Address address = database.address();
        ProcessBuilder command = new ProcessBuilder(
                "pg_dump",
                "--schema-only",
                "-h",
                address.host(),
                "-p",
                String.valueOf(address.port()),
                "-U",
                address.credentials().getProperty("user"),
                database.name());
        command.environment().put("PGPASSWORD", address.credentials().getProperty("password"));
        try {
            Process process = command.redirectErrorStream(true).start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(text);
            }
            return statements(text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static List<String> statements(String text) {
        List<String> statements = new ArrayList<>();
        for (String block :
                text.replaceAll("(?m)^(--|\\\\(un)?restrict ).*$", "").split(";\\n", -1)) {
            String one = block.strip();
            if (one.startsWith("CREATE TABLE") || one.startsWith("CREATE FOREIGN TABLE")) {
                one = String.join(
                        "\n",
                        new TreeSet<>(Arrays.asList(one.replaceAll("(?m),$", "").split("\n", -1))));
            }
            statements.add(one);
        }
        statements.removeIf(s -> s.isEmpty() || s.startsWith("SET "));
        statements.sort(null);
        return statements;
    }

    /// What one dump has and the other has not.
    static List<String> differences(List<String> one, List<String> other) {
        List<String> lines = new ArrayList<>();
        List<String> more = new ArrayList<>(one);
        other.forEach(more::remove);
        List<String> less = new ArrayList<>(other);
        one.forEach(less::remove);
        more.forEach(s -> lines.add("dump has " + s));
        less.forEach(s -> lines.add("dump lacks " + s));
        return lines;
    }
}
