/// How the tests of the applications run one and talk to it.
@NullMarked
package dev.pgsteady.apps.testing;

import org.jspecify.annotations.NullMarked;
