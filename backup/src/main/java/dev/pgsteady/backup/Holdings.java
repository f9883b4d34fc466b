package dev.pgsteady.backup;

/// What a repository holds, and so what can be brought back from it.
///
/// @param databases whether there is a logical backup
/// @param server    whether there is a physical backup
/// @param log       whether there is archived log
public record Holdings(boolean databases, boolean server, boolean log) {
    private static final String LOG = "wal/";

    /// What is there now.
    public static Holdings of(Repository repository) {
        boolean databases = false;
        boolean server = false;
        for (BackupSet set : repository.sets()) {
            boolean physical = set.kind().equals("physical");
            server |= physical;
            databases |= !physical;
        }
        return new Holdings(databases, server, !repository.store().list(LOG).isEmpty());
    }
}
