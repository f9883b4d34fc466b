package dev.pgsteady.backup.physical;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// How the log is received.
///
/// @param spool        a folder for segments that are not archived yet; of one receiver alone
/// @param slot         the replication slot, which keeps the log on the server until it has been received
/// @param synchronous  whether each commit is on the disk of this machine before the server hears so;
///                     counts when
///                     `synchronous_standby_names` names the slot
/// @param spoolLimit   bytes that the spool may take; receiving stops there, and goes on when there is room
/// @param partialEvery how often what there is of the segment in work is archived
/// @param guard        what becomes of the slot when the server keeps too much for it; empty to leave it
///                     alone
public record ReceiverOptions(
        Path spool,
        String slot,
        boolean synchronous,
        long spoolLimit,
        Duration partialEvery,
        Optional<SlotGuard.Limits> guard) {
    private static final Pattern SLOT = Pattern.compile("[a-z0-9_]{1,63}");

    public ReceiverOptions {
        spool = spool.toAbsolutePath().normalize();
        if (!SLOT.matcher(slot).matches()) {
            throw new IllegalArgumentException("not the name of a replication slot (a-z 0-9 _): " + slot);
        }
        if (spoolLimit < 64L << 20) {
            throw new IllegalArgumentException("a spool holds at least 64 MiB");
        }
    }

    /// Asynchronous, at most 1 GiB, the segment in work every minute, the slot left alone.
    public static ReceiverOptions usual(Path spool, String slot) {
        return new ReceiverOptions(spool, slot, false, 1L << 30, Duration.ofMinutes(1), Optional.empty());
    }

    /// The same, confirming each commit.
    public ReceiverOptions confirming() {
        return new ReceiverOptions(spool, slot, true, spoolLimit, partialEvery, guard);
    }

    /// The same with a guard over the slot.
    public ReceiverOptions guarded(SlotGuard.Limits limits) {
        return new ReceiverOptions(spool, slot, synchronous, spoolLimit, partialEvery, Optional.of(limits));
    }

    /// The same with another limit of the spool.
    public ReceiverOptions spoolLimit(long bytes) {
        return new ReceiverOptions(spool, slot, synchronous, bytes, partialEvery, guard);
    }
}
