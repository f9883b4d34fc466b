/// Invented people with invented lives, to try the application on.
@NullMarked
package dev.pgsteady.apps.manifest.seed;

import org.jspecify.annotations.NullMarked;
