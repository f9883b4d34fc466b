/// How many requests an account may make, and what becomes of one that makes far more.
@NullMarked
package dev.pgsteady.apps.passport.limits;

import org.jspecify.annotations.NullMarked;
