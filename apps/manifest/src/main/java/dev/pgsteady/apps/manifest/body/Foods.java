package dev.pgsteady.apps.manifest.body;

import dev.pgsteady.apps.manifest.people.Belongings;

/// What was eaten.
public interface Foods extends Belongings<Food> {}
