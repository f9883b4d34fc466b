/// The schema that the entities of a Java application want. Its classes and its Hibernate are loaded in a
/// process of its own, never in ours. [Entities] is the front door.
@NullMarked
package dev.pgsteady.jpa;

import org.jspecify.annotations.NullMarked;
