package dev.pgsteady.backup;

import java.util.Optional;

/// How a database is restored.
///
/// @param database     which of the backup's databases; empty for the only one
/// @param as           the name that it gets; empty for the one that it had
/// @param replace      the name of the database that may be replaced, typed again; empty for none
/// @param backUpFirst  whether what is replaced is backed up before
/// @param keepReplaced whether what was replaced is kept under another name
/// @param compare      whether what was loaded is read back and compared before it is put in place
/// @param load         what is loaded, and how
public record RestoreOptions(
        Optional<String> database,
        Optional<String> as,
        Optional<String> replace,
        boolean backUpFirst,
        boolean keepReplaced,
        boolean compare,
        LoadOptions load) {
    /// The only database, under its own name, into a server that has none of that name; compared.
    public static final RestoreOptions USUAL = new RestoreOptions(
            Optional.empty(), Optional.empty(), Optional.empty(), true, true, true, LoadOptions.USUAL);
}
