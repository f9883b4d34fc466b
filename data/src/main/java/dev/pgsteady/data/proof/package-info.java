/// Proves that a flow is atomic: runs it again and again, breaks it at each of its statements in turn, and looks whether
/// all of it or nothing of it is in the database ([AtomicityProof]).
@NullMarked
package dev.pgsteady.data.proof;

import org.jspecify.annotations.NullMarked;
