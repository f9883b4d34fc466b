/// Slides that are made of somebody's data, paid for by subscription.
@NullMarked
package dev.pgsteady.apps.instantviz;

import org.jspecify.annotations.NullMarked;
