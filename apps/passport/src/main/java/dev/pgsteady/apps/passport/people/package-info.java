/// Who uses it: accounts, and where their owners live.
@NullMarked
package dev.pgsteady.apps.passport.people;

import org.jspecify.annotations.NullMarked;
