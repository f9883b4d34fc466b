/// What the applications ask most, measured through their services and beside plain JDBC.
@NullMarked
package dev.pgsteady.apps.benchmark;

import org.jspecify.annotations.NullMarked;
