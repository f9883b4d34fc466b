/// The photos: made of a picture, cut anew, downloaded, deleted.
@NullMarked
package dev.pgsteady.apps.passport.photos;

import org.jspecify.annotations.NullMarked;
