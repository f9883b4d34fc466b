/// What the four applications have in front of their own work: who may come in, how a list is read page by page, how a
/// request is refused, and the page that describes the interface.
@NullMarked
package dev.pgsteady.apps.web;

import org.jspecify.annotations.NullMarked;
