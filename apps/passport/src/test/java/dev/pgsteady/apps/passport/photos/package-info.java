/// Photos, made in tests.
@NullMarked
package dev.pgsteady.apps.passport.photos;

import org.jspecify.annotations.NullMarked;
