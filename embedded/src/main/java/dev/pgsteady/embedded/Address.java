package dev.pgsteady.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/// Where the embedded server listens and who may enter. Holds the place of the password, never the password itself, so
/// that it may be printed and logged.
///
/// @param host            always `127.0.0.1`
/// @param port            the TCP port, 1 to 65535
/// @param user            the superuser's role name, always `postgres`
/// @param passwordFile    a file that only its owner can read, with the role's password on its first line
/// @param socketDirectory the directory of the Unix socket, where there is one
public record Address(String host, int port, String user, Path passwordFile, Optional<Path> socketDirectory) {
    public Address {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("not a port: " + port);
        }
    }

    /// Reads the role's password.
    ///
    /// @throws dev.pgsteady.core.Problem of kind FILE when the file cannot be read
    public String readPassword() {
        try {
            return Files.readString(passwordFile).strip();
        } catch (IOException e) {
            throw Trouble.file("The password of the embedded server cannot be read from " + passwordFile, e);
        }
    }

    /// The JDBC address of a database on this server, without role and password.
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://" + host + ":" + port + "/" + UrlText.encode(database);
    }

    /// The URL of a database on this server, with role and password: for programs that are told no other way.
    public String url(String database) {
        return "postgresql://%s:%s@%s:%d/%s"
                .formatted(UrlText.encode(user), UrlText.encode(readPassword()), host, port, UrlText.encode(database));
    }

    /// Role and password, as the JDBC driver takes them (`user`, `password`).
    public Properties credentials() {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", readPassword());
        return properties;
    }
}
