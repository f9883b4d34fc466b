/// The command line, run from a Maven build: it knows the class path of the project's entities.
@NullMarked
package dev.pgsteady.mavenplugin;

import org.jspecify.annotations.NullMarked;
