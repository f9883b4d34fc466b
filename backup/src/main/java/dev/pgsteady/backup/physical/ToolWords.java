package dev.pgsteady.backup.physical;

import dev.pgsteady.core.Problem;
import java.util.Arrays;
import java.util.List;

/// What the programs of PostgreSQL say when they fail, and what to do then.
final class ToolWords {
    private static final String HBA =
            "Put a line such as 'host replication <role> <address>/32 scram-sha-256' into pg_hba.conf, above others that"
                    + " fit, and run: SELECT pg_reload_conf();";

    private static final List<Known> KNOWN = List.of(
            new Known("no pg_hba.conf entry for replication", Problem.Kind.SERVER_REFUSED, HBA),
            new Known("pg_hba.conf rejects replication", Problem.Kind.SERVER_REFUSED, HBA),
            new Known(
                    "requested WAL segment",
                    Problem.Kind.PARTIAL,
                    "The server removed WAL that is still needed: raise wal_keep_size or max_slot_wal_keep_size, then"
                            + " take a new backup."),
            new Known(
                    "could not find any WAL files",
                    Problem.Kind.PARTIAL,
                    "The server removed WAL while it was copied: raise wal_keep_size and run it again."),
            new Known(
                    "WAL summaries are required",
                    Problem.Kind.PARTIAL,
                    "The server does not know which blocks have changed since the last backup: take a full one, without"
                            + " --incremental."),
            new Known(
                    "number of requested standby connections exceeds max_wal_senders",
                    Problem.Kind.SERVER_REFUSED,
                    "Run: ALTER SYSTEM SET max_wal_senders = 10; and restart the server."),
            new Known(
                    "all replication slots are in use",
                    Problem.Kind.SERVER_REFUSED,
                    "Drop a slot that nobody uses, or raise max_replication_slots and restart the server."),
            new Known(
                    "is active for PID",
                    Problem.Kind.BUSY,
                    "Another receiver uses this slot: stop it, or give this one a slot of its own."),
            new Known(
                    "must be superuser or replication role",
                    Problem.Kind.PERMISSION,
                    "Run as a superuser: ALTER ROLE <role> REPLICATION;"),
            new Known(
                    "permission denied to start WAL sender",
                    Problem.Kind.PERMISSION,
                    "Run as a superuser: ALTER ROLE <role> REPLICATION;"),
            new Known(
                    "checksum verification failed",
                    Problem.Kind.DAMAGED,
                    "The server's own data is damaged. Keep the backups that you have, and look for the damage with"
                            + " pg_amcheck."),
            new Known(
                    "No space left on device",
                    Problem.Kind.DISK_FULL,
                    "Make room on the disk that is named, then run it again."),
            new Known(
                    "password authentication failed",
                    Problem.Kind.PASSWORD_REFUSED,
                    "Give the role's password, as for any connection."));

    private record Known(String words, Problem.Kind kind, String next) {}

    private ToolWords() {}

    static Problem of(String program, int exit, String said) {
        String what = "%s ended with code %d. It said:\n%s".formatted(program, exit, lastLines(said));
        return KNOWN.stream()
                .filter(k -> said.contains(k.words()))
                .findFirst()
                .map(k -> new Problem(k.kind(), what, k.next()))
                .orElseGet(() -> new Problem(
                        Problem.Kind.CONNECTION_LOST, what, "Look at the server's log, then run it again."));
    }

    private static String lastLines(String said) {
        List<String> lines = Arrays.asList(said.split("\n", -1));
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    }
}
