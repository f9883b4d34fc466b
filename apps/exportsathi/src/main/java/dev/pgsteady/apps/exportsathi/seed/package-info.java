/// Invented data: the same for the same number of users.
@NullMarked
package dev.pgsteady.apps.exportsathi.seed;

import org.jspecify.annotations.NullMarked;
