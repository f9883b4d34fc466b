/// Habits, the days on which they were kept, and the streaks that follow from them.
@NullMarked
package dev.pgsteady.apps.manifest.habits;

import org.jspecify.annotations.NullMarked;
