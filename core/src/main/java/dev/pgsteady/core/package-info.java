/// The ground floor: a database to talk to ([Database]), and the small values that every other module speaks in
/// ([QualifiedName], [Check], [Finding], [Problem]). Knows no other module.
@NullMarked
package dev.pgsteady.core;

import org.jspecify.annotations.NullMarked;
