package dev.pgsteady.jpa.lints;

import dev.pgsteady.jpa.ModelLint;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/// A class in which these lints must not find anything.
@Retention(RetentionPolicy.RUNTIME)
public @interface Keeps {
    ModelLint[] value();
}
