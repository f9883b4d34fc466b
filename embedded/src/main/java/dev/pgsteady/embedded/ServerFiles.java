package dev.pgsteady.embedded;

import java.nio.file.Path;

/// Where everything of one server is.
///
/// @param home the server's folder in the state directory
/// @param data its data directory
record ServerFiles(Path home, Path data) {
    /// In the home and in the data directory: says that pgsteady made it and so may remove it.
    static final String MARKER = "pgsteady.created";

    Path marker() {
        return home.resolve(MARKER);
    }

    Path dataMarker() {
        return data.resolve(MARKER);
    }

    /// The superuser's password, for its owner's eyes only.
    Path password() {
        return home.resolve("password");
    }

    /// What was found out at the last start.
    Path record() {
        return home.resolve("server.properties");
    }

    boolean dataIsAtHome() {
        return data.startsWith(home);
    }

    /// The server's log. With data elsewhere it is there, as by PostgreSQL's own default: whoever owns the data may
    /// have no way into the home.
    Path log() {
        return dataIsAtHome() ? home.resolve("log") : data.resolve("log");
    }

    /// What the server and `pg_ctl` say before the log is open.
    Path startLog() {
        return log().resolve("start.log");
    }

    /// Where the data directory is made before it gets its name.
    Path staging() {
        return data.resolveSibling(data.getFileName() + ".unfinished");
    }
}
