/// What an account has achieved, counted from its rows.
@NullMarked
package dev.pgsteady.apps.exportsathi.metrics;

import org.jspecify.annotations.NullMarked;
