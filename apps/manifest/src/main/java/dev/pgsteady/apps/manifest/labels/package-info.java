/// What can hang on anything: tags, and files.
@NullMarked
package dev.pgsteady.apps.manifest.labels;

import org.jspecify.annotations.NullMarked;
