/// Whether a company is ready to export a product, and what it has to do for it.
@NullMarked
package dev.pgsteady.apps.exportsathi;

import org.jspecify.annotations.NullMarked;
