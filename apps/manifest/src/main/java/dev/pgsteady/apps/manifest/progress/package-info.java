/// How things stand: today, and on each day that is over.
@NullMarked
package dev.pgsteady.apps.manifest.progress;

import org.jspecify.annotations.NullMarked;
