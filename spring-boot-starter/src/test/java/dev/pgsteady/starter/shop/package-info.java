/// An application as somebody might write it, for the tests.
@NullMarked
package dev.pgsteady.starter.shop;

import org.jspecify.annotations.NullMarked;
