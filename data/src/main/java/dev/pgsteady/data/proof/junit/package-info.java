/// Proofs of atomic flows as tests of JUnit's. Needs `junit-jupiter-api`, which every project that has tests brings.
@NullMarked
package dev.pgsteady.data.proof.junit;

import org.jspecify.annotations.NullMarked;
