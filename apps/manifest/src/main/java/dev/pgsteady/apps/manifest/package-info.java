/// Goals and habits, and what else there is to say of a day: meals, workouts, a review, a journal.
@NullMarked
package dev.pgsteady.apps.manifest;

import org.jspecify.annotations.NullMarked;
