/// Invented data to try an application on: the same for the same number of users.
@NullMarked
package dev.pgsteady.apps.web.seeding;

import org.jspecify.annotations.NullMarked;
