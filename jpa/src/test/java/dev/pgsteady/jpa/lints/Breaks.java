package dev.pgsteady.jpa.lints;

import dev.pgsteady.jpa.ModelLint;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/// A class or field at which these lints have to find something.
@Retention(RetentionPolicy.RUNTIME)
public @interface Breaks {
    ModelLint[] value();
}
