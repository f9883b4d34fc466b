/// What people make: workspaces, projects and their slides.
@NullMarked
package dev.pgsteady.apps.instantviz.content;

import org.jspecify.annotations.NullMarked;
