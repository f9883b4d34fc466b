package dev.pgsteady.migrate;

import dev.pgsteady.core.Problem;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The folder that holds the files of the revisions, one file each. Reads every file once, and again only when its size
/// or its time has changed.
public final class RevisionFolder {
    private final Path folder;
    private final Optional<FlywayFolder> flyway;
    private FlywayFolder.Contents other = FlywayFolder.Contents.NONE;
    private Map<Path, Known> known = Map.of();
    private final List<Revision> java;
    private Contents contents;

    private record Known(FileTime time, long size, Optional<Revision> revision, List<Complaint> complaints) {}

    /// What a folder holds.
    ///
    /// @param graph      the revisions that could be read, and how they hang together
    /// @param complaints everything that is wrong with the files and with the graph
    public record Contents(RevisionGraph graph, List<Complaint> complaints) {
        public Contents {
            complaints = List.copyOf(complaints);
        }

        /// The graph, when nothing at all is wrong.
        ///
        /// @throws Problem REVISION with what is wrong
        public RevisionGraph sound() {
            if (!complaints.isEmpty()) {
                throw Complaint.problem(complaints);
            }
            return graph;
        }
    }

    public RevisionFolder(Path folder) {
        this(folder, List.of(), Optional.empty());
    }

    /// A folder, and what else there is.
    ///
    /// @param java   revisions that are Java
    /// @param flyway files of Flyway's that are read beside it
    /// @throws Problem REVISION when one of them names itself wrongly
    public RevisionFolder(Path folder, List<JavaRevision> java, Optional<FlywayFolder> flyway) {
        this.folder = folder;
        this.java = java.stream().map(Revision::of).toList();
        this.flyway = flyway;
        this.contents = contents(Map.of(), FlywayFolder.Contents.NONE);
    }

    /// Where it is.
    public Path path() {
        return folder;
    }

    /// Reads it. A folder that is not there holds nothing.
    ///
    /// @throws Problem FILE when it cannot be read
    public synchronized Contents read() {
        Map<Path, Known> now = new LinkedHashMap<>();
        files().forEach(file -> now.put(file, look(file)));
        FlywayFolder.Contents others = flyway.map(FlywayFolder::read).orElse(FlywayFolder.Contents.NONE);
        if (!now.equals(known) || !others.equals(other)) {
            known = now;
            other = others;
            contents = contents(now, others);
        }
        return contents;
    }

    /// In the order of their names.
    private List<Path> files() {
        List<Path> found = new ArrayList<>();
        if (Files.exists(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, RevisionFolder::ours)) {
                files.forEach(found::add);
            } catch (IOException e) {
                throw unreadable(folder, e);
            } catch (DirectoryIteratorException e) {
                throw unreadable(folder, new IOException(e.getMessage(), e));
            }
        }
        Collections.sort(found);
        return found;
    }

    /// Editors keep files of their own beside ours, with a dot in front.
    private static boolean ours(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(RevisionFile.EXTENSION) && !name.startsWith(".");
    }

    private Contents contents(Map<Path, Known> now, FlywayFolder.Contents others) {
        List<Complaint> complaints = new ArrayList<>(others.complaints());
        List<Revision> revisions = new ArrayList<>(java);
        others.files().forEach(f -> revisions.add(f.revision()));
        now.values().forEach(file -> {
            file.revision().ifPresent(revisions::add);
            complaints.addAll(file.complaints());
        });
        Set<RevisionId> replaced =
                revisions.stream().flatMap(r -> r.squashes().stream()).collect(Collectors.toSet());
        revisions.removeIf(r -> replaced.contains(r.id()));
        RevisionGraph graph = RevisionGraph.of(revisions);
        complaints.addAll(graph.complaints());
        return new Contents(graph, complaints);
    }

    private Known look(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            Optional<Known> before = Optional.ofNullable(known.get(file))
                    .filter(k -> k.size() == attributes.size() && k.time().equals(attributes.lastModifiedTime()));
            return before.isPresent() ? before.get() : read(file, attributes);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static Known read(Path file, BasicFileAttributes attributes) throws IOException {
        FileTime time = attributes.lastModifiedTime();
        try {
            Revision revision = RevisionFile.read(file, Files.readString(file));
            return new Known(time, attributes.size(), Optional.of(revision), List.of());
        } catch (RevisionFile.Unreadable e) {
            return new Known(time, attributes.size(), Optional.empty(), e.complaints());
        } catch (CharacterCodingException e) {
            Complaint complaint =
                    new Complaint(Complaint.Kind.FILE, file, 1, "is not UTF-8 text.", "Save it as UTF-8.");
            return new Known(time, attributes.size(), Optional.empty(), List.of(complaint));
        }
    }

    /// Writes a new revision's file, and makes the folder when it is not there.
    ///
    /// @throws Problem FILE when it cannot be written or is there already
    void write(Revision revision) {
        try {
            Files.createDirectories(folder);
            Files.writeString(revision.file(), RevisionFile.write(revision), StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new Problem(
                    Problem.Kind.FILE, e.getMessage() + " is there already.", "Run it again in the next minute.", e);
        } catch (IOException e) {
            throw unwritable(revision.file(), e);
        }
    }

    /// As [#write], but the file is there as a whole or not at all, whatever happens.
    void writeWhole(Revision revision) {
        Path file = revision.file();
        Path beside = file.resolveSibling("." + file.getFileName() + ".writing");
        try {
            Files.writeString(beside, RevisionFile.write(revision));
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /// Takes files out of the folder.
    ///
    /// @param into where they go; empty to delete them
    void remove(List<Path> files, Optional<Path> into) {
        for (Path file : files) {
            try {
                if (into.isPresent()) {
                    Files.createDirectories(into.get());
                    Files.move(file, into.get().resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                } else {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw unwritable(file, e);
            }
        }
    }

    /// Gives a revision other parents: the one line of its file is replaced, all else stays byte for byte.
    void reparent(Revision revision, List<RevisionId> parents) {
        Path file = revision.file();
        if (revision.code().isPresent()) {
            throw new Problem(
                    Problem.Kind.REVISION,
                    revision + " is Java, and its parents are what its class says.",
                    "Change parents() of " + file + " to " + RevisionFile.parents(parents) + ".");
        }
        Path beside = file.resolveSibling("." + file.getFileName() + ".writing");
        try {
            String text = Files.readString(file);
            String changed = text.replaceFirst(
                    "(?m)^--[ \\t]*parents[ \\t]*:[^\\r\\n]*", "-- parents: " + RevisionFile.parents(parents));
            Files.writeString(beside, changed);
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private static Problem unreadable(Path path, IOException e) {
        return new Problem(
                Problem.Kind.FILE,
                path + " cannot be read: " + reason(e) + ".",
                "Make it readable, or name the folder of the migrations with --dir.",
                e);
    }

    private static Problem unwritable(Path path, IOException e) {
        return new Problem(
                Problem.Kind.FILE,
                path + " cannot be written: " + reason(e) + ".",
                "Make room or make it writable, or name another folder with --dir.",
                e);
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName().replace("Exception", "") + " (" + e.getMessage() + ")";
    }
}
