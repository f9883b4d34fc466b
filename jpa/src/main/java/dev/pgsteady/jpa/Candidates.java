package dev.pgsteady.jpa;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What of a class path may be mapped, by looking for the names of annotations in class files. A class file
/// that names one need not have it: whoever loads the class sees.
///
/// @param classes   the names of classes
/// @param packages  the packages with annotations of their own
/// @param resources mapping files in XML
record Candidates(List<String> classes, List<String> packages, List<String> resources) {
    /// A class file holds the type of an annotation as a constant, spelled so.
    private static final Pattern MAPPED =
            Pattern.compile("Ljakarta/persistence/(Entity|MappedSuperclass|Embeddable|Converter);");

    private static final Pattern FOR_PACKAGES =
            Pattern.compile("L(jakarta/persistence|org/hibernate/annotations|dev/pgsteady/mapping)/");
    private static final String PACKAGE = "package-info";
    private static final String MAPPING = "META-INF/orm.xml";
    private static final List<String> MARKS = List.of("META-INF/jandex.idx", "META-INF/persistence.xml", MAPPING);

    /// Looks through all folders, and through the jars that say that they hold entities.
    ///
    /// @param packages the packages that are meant; none for all
    static Candidates in(ClassPath path, List<String> packages) {
        Found found = new Found(packages);
        path.folders().forEach(found::folder);
        path.jars().forEach(found::jar);
        return new Candidates(
                List.copyOf(found.classes), List.copyOf(found.packages), found.mapping ? List.of(MAPPING) : List.of());
    }

    private static final class Found {
        private final List<String> wanted;
        private final SortedSet<String> classes = new TreeSet<>();
        private final SortedSet<String> packages = new TreeSet<>();
        private boolean mapping;

        private Found(List<String> wanted) {
            this.wanted = wanted;
        }

        private void folder(Path folder) {
            mapping |= Files.exists(folder.resolve(MAPPING));
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".class")).toList()) {
                    String path = folder.relativize(file).toString().replace('\\', '/');
                    Optional<String> name = name(path);
                    if (name.isPresent()) {
                        look(name.get(), Files.readAllBytes(file));
                    }
                }
            } catch (IOException e) {
                throw ClassPath.unreadable(folder.toString(), e);
            }
        }

        private void jar(Path file) {
            try (JarFile jar = new JarFile(file.toFile(), false)) {
                if (MARKS.stream().noneMatch(mark -> jar.getEntry(mark) != null)) {
                    return;
                }
                mapping |= jar.getEntry(MAPPING) != null;
                for (JarEntry entry : jar.stream().toList()) {
                    Optional<String> name = name(entry.getName());
                    if (name.isPresent()) {
                        look(name.get(), jar.getInputStream(entry).readAllBytes());
                    }
                }
            } catch (IOException e) {
                throw ClassPath.unreadable(file.toString(), e);
            }
        }

        /// The name of the class of a file, when it is meant.
        private Optional<String> name(String path) {
            if (!path.endsWith(".class") || path.startsWith("META-INF/") || path.endsWith("module-info.class")) {
                return Optional.empty();
            }
            String name = path.substring(0, path.length() - ".class".length()).replace('/', '.');
            return Optional.of(name)
                    .filter(n -> wanted.isEmpty() || wanted.stream().anyMatch(p -> n.startsWith(p + ".")));
        }

        private void look(String name, byte[] bytes) {
            String constants = new String(bytes, StandardCharsets.ISO_8859_1);
            if (name.endsWith("." + PACKAGE)) {
                if (FOR_PACKAGES.matcher(constants).find()) {
                    packages.add(name.substring(0, name.length() - PACKAGE.length() - 1));
                }
            } else if (MAPPED.matcher(constants).find()) {
                classes.add(name);
            }
        }
    }
}
