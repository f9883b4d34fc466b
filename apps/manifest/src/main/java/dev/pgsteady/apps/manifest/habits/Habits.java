package dev.pgsteady.apps.manifest.habits;

import dev.pgsteady.apps.manifest.people.Belongings;

/// The habits.
public interface Habits extends Belongings<Habit> {}
