package dev.pgsteady.backup.physical;

/// How a server is copied.
///
/// @param spread      whether the checkpoint with which it begins takes its time, as
///                    `checkpoint_completion_target` says, rather than be done at once
/// @param workers     how many parts are compressed at once
/// @param incremental whether only the blocks are copied that changed since the newest physical backup;
///                    from release 17, with `summarize_wal` on. Where there is none to build on, a full
///                    one is taken and says so
public record PhysicalOptions(boolean spread, int workers, boolean incremental) {
    /// All of it, at once, two workers.
    public static final PhysicalOptions USUAL = new PhysicalOptions(false, 2, false);

    public PhysicalOptions {
        if (workers < 1 || workers > 16) {
            throw new IllegalArgumentException("1 to 16 workers");
        }
    }
}
