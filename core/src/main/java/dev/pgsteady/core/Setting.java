package dev.pgsteady.core;

/// One setting of a connection, and where it was found.
///
/// @param keyword what is set
/// @param value   what it is set to, as found
/// @param origin  where it was found
public record Setting(Keyword keyword, String value, Origin origin) {
    /// The value as it may be shown: a secret is `******`.
    public String shown() {
        return keyword.secret() && !value.isEmpty() ? "******" : value;
    }

    @Override
    public String toString() {
        return keyword.word() + "=" + shown() + " (" + origin.words() + ")";
    }
}
