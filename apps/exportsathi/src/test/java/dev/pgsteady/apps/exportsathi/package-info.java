/// Whether a company is ready to export, tried from outside and in plain SQL.
@NullMarked
package dev.pgsteady.apps.exportsathi;

import org.jspecify.annotations.NullMarked;
