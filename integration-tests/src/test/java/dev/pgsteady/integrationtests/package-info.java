/// Truths about the whole: its structure, its documentation, and the product as a stranger meets it.
@NullMarked
package dev.pgsteady.integrationtests;

import org.jspecify.annotations.NullMarked;
