package dev.pgsteady.backup;

import dev.pgsteady.core.Problem;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/// Reads every byte of backups and tells which are not as they were stored.
public final class Verification {
    private static final int READERS = 4;

    private final Repository repository;
    private final InstantSource clock;
    private final WorkProgress progress;

    public Verification(Repository repository, InstantSource clock, WorkProgress progress) {
        this.repository = repository;
        this.clock = clock;
        this.progress = progress;
    }

    /// By backup: what is damaged in it or in those that it builds on, one sentence each; empty for a
    /// sound one. A part that several share is read once.
    public Map<SetId, List<String>> of(List<BackupSet> sets) {
        try (Lease lease = Lease.read(repository.store(), clock, "verification")) {
            Map<SetId, List<String>> damages = new LinkedHashMap<>();
            Map<PartId, List<SetId>> users = new LinkedHashMap<>();
            BackupChains chains = new BackupChains(repository);
            for (BackupSet set : sets) {
                List<String> own = Collections.synchronizedList(new ArrayList<>());
                damages.put(set.id(), own);
                try {
                    chains.of(set).stream()
                            .flatMap(l -> Parts.of(l.manifest()))
                            .distinct()
                            .forEach(p -> users.computeIfAbsent(p, k -> new ArrayList<>())
                                    .add(set.id()));
                } catch (Problem e) {
                    own.add(damage(e));
                }
            }
            read(users)
                    .forEach((part, words) -> users.getOrDefault(part, List.of())
                            .forEach(id ->
                                    damages.getOrDefault(id, new ArrayList<>()).add(words)));
            lease.requireHeld();
            return damages;
        }
    }

    private Map<PartId, String> read(Map<PartId, List<SetId>> users) {
        Map<PartId, String> damaged = Collections.synchronizedMap(new LinkedHashMap<>());
        AtomicLong done = new AtomicLong();
        try (ExecutorService readers = Executors.newFixedThreadPool(READERS)) {
            List<Future<?>> all = new ArrayList<>();
            for (PartId part : users.keySet()) {
                all.add(readers.submit(() -> {
                    try {
                        repository.part(part);
                    } catch (Problem e) {
                        damaged.put(part, damage(e));
                    }
                    progress.at("Verifying parts", done.incrementAndGet(), users.size());
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Problem p ? p : new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(Problem.Kind.INTERRUPTED, "Interrupted.", "Nothing was changed.", e);
        }
        return damaged;
    }

    /// @throws Problem the same when it is not about damage
    private static String damage(Problem e) {
        if (e.kind() != Problem.Kind.DAMAGED) {
            throw e;
        }
        return String.valueOf(e.getMessage());
    }
}
