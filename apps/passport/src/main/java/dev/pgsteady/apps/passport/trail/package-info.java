/// What was done: audits month by month, what was used and for how long, and what follows from it day by
/// day.
@NullMarked
package dev.pgsteady.apps.passport.trail;

import org.jspecify.annotations.NullMarked;
