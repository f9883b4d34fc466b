/// Plans: the statements that turn one schema into another. A schema is taken apart into parts, the parts of
/// two schemas are compared, and what differs is created, altered or dropped in an order that the dependencies
/// allow.
@NullMarked
package dev.pgsteady.schema.plan;

import org.jspecify.annotations.NullMarked;
