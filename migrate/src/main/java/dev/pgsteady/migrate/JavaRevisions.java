package dev.pgsteady.migrate;

import dev.pgsteady.core.Problem;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/// Finds the revisions that are Java.
public final class JavaRevisions {
    private JavaRevisions() {}

    /// Those that a class loader announces.
    ///
    /// @throws Problem CONFIGURATION when one cannot be made
    public static List<JavaRevision> of(ClassLoader loader) {
        try {
            return ServiceLoader.load(JavaRevision.class, loader).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();
        } catch (ServiceConfigurationError e) {
            throw new Problem(
                    Problem.Kind.CONFIGURATION,
                    "A Java revision cannot be made: " + e.getMessage() + ".",
                    "Give it a public constructor without parameters, and all that it needs on the class path.",
                    e);
        }
    }

    /// Those on a class path of folders and jars. Their classes are loaded until the program ends.
    ///
    /// @throws Problem FILE when one of its entries is not there
    public static List<JavaRevision> on(List<Path> classPath) {
        List<URL> places = new ArrayList<>();
        for (Path path : classPath) {
            if (!Files.exists(path)) {
                throw new Problem(
                        Problem.Kind.FILE, "There is no " + path + " for the class path.", "Name folders and jars.");
            }
            try {
                places.add(path.toUri().toURL());
            } catch (MalformedURLException e) {
                throw new IllegalStateException("a file has a URL", e);
            }
        }
        return of(new URLClassLoader(places.toArray(URL[]::new), JavaRevisions.class.getClassLoader()));
    }
}
