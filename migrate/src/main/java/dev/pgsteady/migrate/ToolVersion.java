package dev.pgsteady.migrate;

import java.util.Optional;

/// The version of pgsteady that writes a history.
final class ToolVersion {
    static final String TEXT = Optional.ofNullable(ToolVersion.class.getPackage())
            .flatMap(p -> Optional.ofNullable(p.getImplementationVersion()))
            .orElse("development");

    private ToolVersion() {}
}
