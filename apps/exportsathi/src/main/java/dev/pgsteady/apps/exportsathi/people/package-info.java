/// Who uses it: accounts of companies.
@NullMarked
package dev.pgsteady.apps.exportsathi.people;

import org.jspecify.annotations.NullMarked;
