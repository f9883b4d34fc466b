package dev.pgsteady.backup.physical;

import dev.pgsteady.backup.SetId;
import java.time.Instant;
import java.util.Optional;

/// From where to where a physical backup and the archived log can bring a server back.
///
/// @param set      the backup
/// @param timeline on which it ends
/// @param from     the earliest position
/// @param since    the earliest time
/// @param until    the latest position
/// @param gap      why it does not reach further, when there is more in the archive
public record WalWindow(SetId set, int timeline, Lsn from, Instant since, Lsn until, Optional<Gap> gap) {
    /// Where the archive is broken.
    ///
    /// @param segment the first that cannot be used
    /// @param reason  as in `is missing`
    /// @param next    the newest that is there and of no use therefore; empty when none is
    public record Gap(String segment, String reason, Optional<String> next) {
        /// As a clause: `000000010000000000000003 is missing`.
        public String words() {
            return segment + " " + reason;
        }
    }

    /// As a sentence's middle: `from 0/2000100 (2026-11-21T05:00:00Z) to 0/5000000 on timeline 1`.
    public String words() {
        return "from %s (%s) to %s on timeline %d%s"
                .formatted(
                        from,
                        since,
                        until,
                        timeline,
                        gap.map(g -> ", where it is broken: " + g.words()).orElse(""));
    }
}
