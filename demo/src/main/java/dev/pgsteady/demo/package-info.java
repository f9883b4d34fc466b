/// A real, badly kept database to try everything on ([Demo]): InstantViz, a slide-visualisation product
/// with subscriptions, before anybody looked after its database.
///
/// The faults of the schema are written down in `before.sql`, each under its name; the faults of the data
/// are the constants of [Dirt]. The data depend on nothing but the number of users and the day, so that
/// everybody sees the same. The package acts on a server of its own, which it may destroy, and on no other.
@NullMarked
package dev.pgsteady.demo;

import org.jspecify.annotations.NullMarked;
