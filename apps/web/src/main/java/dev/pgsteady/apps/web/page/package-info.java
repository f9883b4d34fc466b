/// The description of the interface, as a page for people.
@NullMarked
package dev.pgsteady.apps.web.page;

import org.jspecify.annotations.NullMarked;
