package dev.pgsteady.data.proof.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A test method that carries out a flow. The class's [AtomicityExtension] calls it again and again, breaks it at each
/// statement, and fails the test when anything was half done; what came of it is written to
/// [dev.pgsteady.data.proof.ProofResult#FOLDER], where the readiness check counts it.
///
/// The method may take the [javax.sql.DataSource] that it has to use.
@Test
@ExtendWith(BrokenRuns.class)
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface AtomicFlow {
    /// The flow's name: letters, digits, `.`, `_` and `-`.
    String value();
}
