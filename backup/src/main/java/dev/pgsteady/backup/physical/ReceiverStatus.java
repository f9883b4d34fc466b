package dev.pgsteady.backup.physical;

import java.util.Optional;

/// How a receiver is.
///
/// @param receiving whether the log comes in at this moment
/// @param archived  up to where it is in the repository; empty when nothing has been archived yet
/// @param spooled   bytes that wait to be archived
/// @param starts    how often pg_receivewal has been started
/// @param trouble   what went wrong last and has not gone right since
public record ReceiverStatus(
        boolean receiving, Optional<Lsn> archived, long spooled, int starts, Optional<String> trouble) {}
