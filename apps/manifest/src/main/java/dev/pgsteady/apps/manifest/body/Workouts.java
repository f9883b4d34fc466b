package dev.pgsteady.apps.manifest.body;

import dev.pgsteady.apps.manifest.people.Belongings;

/// The workouts.
public interface Workouts extends Belongings<Workout> {}
