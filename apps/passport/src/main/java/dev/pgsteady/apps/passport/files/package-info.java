/// The folder beside the database: pictures, photos, and audits that were taken out.
@NullMarked
package dev.pgsteady.apps.passport.files;

import org.jspecify.annotations.NullMarked;
