/// Who uses it: accounts, and what they have used up.
@NullMarked
package dev.pgsteady.apps.instantviz.people;

import org.jspecify.annotations.NullMarked;
