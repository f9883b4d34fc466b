/// What is known about exporting, and what follows from it for a product: pure functions, no database.
@NullMarked
package dev.pgsteady.apps.exportsathi.assessment;

import org.jspecify.annotations.NullMarked;
