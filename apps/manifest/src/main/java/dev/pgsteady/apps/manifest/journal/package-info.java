/// A review of each day, and a journal that others may read what is published of.
@NullMarked
package dev.pgsteady.apps.manifest.journal;

import org.jspecify.annotations.NullMarked;
