/// Signing in: a password once, then a short token for each request and a long one that is exchanged for the next and
/// works once.
@NullMarked
package dev.pgsteady.apps.web.signin;

import org.jspecify.annotations.NullMarked;
