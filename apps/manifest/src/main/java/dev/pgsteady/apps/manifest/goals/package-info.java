/// Goals that are made of smaller ones, and how far each has come.
@NullMarked
package dev.pgsteady.apps.manifest.goals;

import org.jspecify.annotations.NullMarked;
