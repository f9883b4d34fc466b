/// Postal codes in Java and in the database.
@NullMarked
package dev.pgsteady.apps.passport.people;

import org.jspecify.annotations.NullMarked;
