/// Rate limits that hold for all processes of an application together, kept in its database ([Limits]).
@NullMarked
package dev.pgsteady.data.limits;

import org.jspecify.annotations.NullMarked;
