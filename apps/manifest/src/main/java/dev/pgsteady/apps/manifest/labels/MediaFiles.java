package dev.pgsteady.apps.manifest.labels;

import dev.pgsteady.apps.manifest.people.Belongings;

/// The files.
public interface MediaFiles extends Belongings<Media> {}
