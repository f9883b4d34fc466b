/// What runs in the process with the application's classes: Hibernate makes its model of the entities,
/// without a database, and the statements that make the schema are written from it. [Extract] is its main
/// class. Only this package knows Hibernate, and nothing that runs in our own process may use more of it
/// than [Request] and [Answer].
@NullMarked
package dev.pgsteady.jpa.extract;

import org.jspecify.annotations.NullMarked;
