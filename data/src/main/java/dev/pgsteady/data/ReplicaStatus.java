package dev.pgsteady.data;

import java.time.Duration;
import java.util.Optional;

/// A replica as it was when it was last looked at.
///
/// @param server   where it is, without a secret
/// @param usable   whether reads go to it
/// @param replayed how far it has replayed the log; empty when it did not say
/// @param lag      how far it is behind; empty when that is not known
/// @param why      why it is not usable, in one sentence; empty when it is
public record ReplicaStatus(
        String server, boolean usable, Optional<Lsn> replayed, Optional<Duration> lag, Optional<String> why) {}
