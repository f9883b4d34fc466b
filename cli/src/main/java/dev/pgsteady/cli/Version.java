package dev.pgsteady.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/// The version that this was built as.
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"pgsteady " + built() + " on Java " + Runtime.version()};
    }

    static String built() {
        return Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "unpacked");
    }
}
