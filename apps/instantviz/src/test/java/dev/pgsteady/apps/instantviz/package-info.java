/// Slides that are made of somebody's data, tried from outside and in plain SQL.
@NullMarked
package dev.pgsteady.apps.instantviz;

import org.jspecify.annotations.NullMarked;
