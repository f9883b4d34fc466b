@NullMarked
package dev.pgsteady.demo;

import org.jspecify.annotations.NullMarked;
