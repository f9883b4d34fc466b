/// Accounts, and what every row has that belongs to somebody.
@NullMarked
package dev.pgsteady.apps.manifest.people;

import org.jspecify.annotations.NullMarked;
