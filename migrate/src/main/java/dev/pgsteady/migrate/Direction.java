package dev.pgsteady.migrate;

import java.util.Locale;

/// Which way a revision is carried out.
public enum Direction {
    UP,
    DOWN;

    /// The word for it in the history's table and in JSON.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
