package dev.pgsteady.embedded;

import dev.pgsteady.core.PrivateFiles;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;

/// What a server remembers from one start to the next, in a small file.
///
/// @param port     the port it listened on
/// @param version  the version of the programs
/// @param programs the folder of the programs
/// @param data     the data directory
record ServerRecord(OptionalInt port, Optional<PostgresVersion> version, Optional<Path> programs, Optional<Path> data) {
    static final ServerRecord NOTHING =
            new ServerRecord(OptionalInt.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /// Reads the file; nothing is known when it is missing or damaged.
    static ServerRecord read(Path file) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(Files.readString(file)));
            return new ServerRecord(
                    port(properties.getProperty("port", "")),
                    PostgresVersion.parse(properties.getProperty("version", "")),
                    Optional.ofNullable(properties.getProperty("programs")).map(Path::of),
                    Optional.ofNullable(properties.getProperty("data")).map(Path::of));
        } catch (IOException | IllegalArgumentException e) {
            return NOTHING;
        }
    }

    void write(Path file) throws IOException {
        Properties properties = new Properties();
        port.ifPresent(value -> properties.setProperty("port", Integer.toString(value)));
        version.ifPresent(value -> properties.setProperty("version", value.toString()));
        programs.ifPresent(value -> properties.setProperty("programs", value.toString()));
        data.ifPresent(value -> properties.setProperty("data", value.toString()));
        PrivateFiles.write(file, PropertiesText.of(properties));
    }

    private static OptionalInt port(String text) {
        return text.matches("\\d{1,5}") ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }
}
