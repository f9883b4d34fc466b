/// Counts how the features of an application are used, without ever making it wait ([Usage]).
@NullMarked
package dev.pgsteady.data.usage;

import org.jspecify.annotations.NullMarked;
