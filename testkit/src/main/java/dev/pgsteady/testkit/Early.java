package dev.pgsteady.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Order;

/// A class of tests that begins before the others of its module, because it takes long or waits for its turn: what
/// begins last ends alone, on one processor.
@Order(1)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Early {}
