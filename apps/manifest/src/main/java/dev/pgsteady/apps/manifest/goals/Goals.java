package dev.pgsteady.apps.manifest.goals;

import dev.pgsteady.apps.manifest.people.Belongings;

/// The goals.
public interface Goals extends Belongings<Goal> {}
