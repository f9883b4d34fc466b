/// What entities say to PostgreSQL beyond Jakarta Persistence: annotations, and superclasses that nobody has to
/// use. An application depends on this module and gets nothing else by it; `pgsteady migrate new --auto` reads
/// what they say.
///
/// Where columns are named, the names of columns and of properties (`postalCode`, `place.zip`) are both
/// understood. In a piece of SQL the columns have their names in the database, and `{postalCode}` stands for the
/// column of the property. In the name of an object, `{table}` stands for the name of the table.
@NullMarked
package dev.pgsteady.mapping;

import org.jspecify.annotations.NullMarked;
