/// What the staff sees of everybody. What cannot be changed has no operation that would change it.
@NullMarked
package dev.pgsteady.apps.passport.staff;

import org.jspecify.annotations.NullMarked;
