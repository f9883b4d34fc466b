/// Goals and habits, tried from outside, in plain SQL, and by breaking what happens in several steps.
@NullMarked
package dev.pgsteady.apps.manifest;

import org.jspecify.annotations.NullMarked;
