/// What a caller is told when something does not work (RFC 9457).
@NullMarked
package dev.pgsteady.apps.web.problems;

import org.jspecify.annotations.NullMarked;
