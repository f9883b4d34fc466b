package dev.pgsteady.demo;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// What was put into the demo's database, exactly.
///
/// @param users      sign-ups, half-done ones included
/// @param workspaces rows of `workspaces`
/// @param projects   rows of `projects`
/// @param slides     rows of `project_visualizations`
/// @param events     rows of `stripe_events`
/// @param usageDays  rows of `usage_daily`
/// @param dirt       how often each kind of dirt is there; every kind is named
public record Counts(
        long users, long workspaces, long projects, long slides, long events, long usageDays, Map<Dirt, Long> dirt) {
    public Counts {
        EnumMap<Dirt, Long> every = new EnumMap<>(Dirt.class);
        for (Dirt kind : Dirt.values()) {
            every.put(kind, 0L);
        }
        every.putAll(dirt);
        dirt = Collections.unmodifiableMap(every);
    }
}
