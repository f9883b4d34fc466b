/// What was eaten, and how the body was moved.
@NullMarked
package dev.pgsteady.apps.manifest.body;

import org.jspecify.annotations.NullMarked;
