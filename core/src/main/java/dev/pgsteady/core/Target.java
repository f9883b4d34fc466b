package dev.pgsteady.core;

/// A text that says which database is meant, and who said it.
///
/// @param text   a PostgreSQL URI, a keyword/value string, a JDBC URL or a bare database name; may contain a password
/// @param origin who said it
public record Target(String text, Origin origin) {
    public Target {
        text = text.strip();
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a target is not empty");
        }
    }

    /// What the command line says.
    public static Target commandLine(String text) {
        return new Target(text, Origin.commandLine());
    }

    @Override
    public String toString() {
        return "target from " + origin.words();
    }
}
