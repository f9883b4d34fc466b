package dev.pgsteady.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// Who holds a lease.
///
/// @param what    what is being done, as in `backup`
/// @param alone   whether nobody may read meanwhile, because things are removed
/// @param machine where process numbers mean the same, for as long as it is not started anew; empty where that cannot
///                be told
/// @param born    when the process began, where that can be told
/// @param since   when it took the lease
record LeaseHolder(
        String id,
        String what,
        boolean alone,
        String host,
        Optional<String> machine,
        long pid,
        Optional<Instant> born,
        Instant since) {
    private static final String UNKNOWN = "a host without a name";

    /// The clock may have been set between two looks at when a process began.
    private static final Duration SAME = Duration.ofMinutes(1);

    /// This process.
    static LeaseHolder here(String what, boolean alone, Instant now) {
        ProcessHandle process = ProcessHandle.current();
        return new LeaseHolder(
                HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()),
                what,
                alone,
                thisHost(),
                thisMachine(),
                process.pid(),
                process.info().startInstant(),
                now);
    }

    /// Whether it was a process of this machine that is no more. Hosts may share a name, and containers a host: a
    /// process that cannot be seen from here is not taken for dead.
    boolean dead() {
        boolean here = machine.isPresent() || thisMachine().isPresent()
                ? machine.equals(thisMachine())
                : host.equals(thisHost()) && !host.equals(UNKNOWN);
        return here && ProcessHandle.of(pid).filter(this::same).isEmpty();
    }

    /// Whether a process of the same number is the same, and not a later one.
    private boolean same(ProcessHandle process) {
        Optional<Instant> began = process.info().startInstant();
        return born.isEmpty()
                || began.isEmpty()
                || Duration.between(born.get(), began.get()).abs().compareTo(SAME) < 0;
    }

    /// The name of this machine, without asking a name server.
    static String thisHost() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            return Optional.ofNullable(System.getenv("HOSTNAME"))
                    .or(() -> Optional.ofNullable(System.getenv("COMPUTERNAME")))
                    .orElse(UNKNOWN);
        }
    }

    /// This start of this kernel, and which processes are visible (proc(5), pid_namespaces(7)).
    private static Optional<String> thisMachine() {
        try {
            return Optional.of(Files.readString(Path.of("/proc/sys/kernel/random/boot_id"))
                            .strip() + " " + Files.readSymbolicLink(Path.of("/proc/self/ns/pid")));
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }
}
