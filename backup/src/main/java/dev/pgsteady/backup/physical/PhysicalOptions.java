package dev.pgsteady.backup.physical;

/// How a server is copied.
///
/// @param spread  whether the checkpoint with which it begins takes its time, as
///                `checkpoint_completion_target` says,
///                rather than be done at once
/// @param workers how many parts are compressed at once
public record PhysicalOptions(boolean spread, int workers) {
    /// At once, two workers.
    public static final PhysicalOptions USUAL = new PhysicalOptions(false, 2);

    public PhysicalOptions {
        if (workers < 1 || workers > 16) {
            throw new IllegalArgumentException("1 to 16 workers");
        }
    }
}
