/// Made-up users with all that belongs to them, the same ones each time.
@NullMarked
package dev.pgsteady.apps.passport.seed;

import org.jspecify.annotations.NullMarked;
