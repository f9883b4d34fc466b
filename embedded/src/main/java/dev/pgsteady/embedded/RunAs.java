package dev.pgsteady.embedded;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// As whom the programs of PostgreSQL run. They refuse root ("initdb cannot be run as root"), so root steps aside: into
/// a
/// user namespace of its own, where it is nobody and still owns its files, or to another user.
sealed interface RunAs {
    /// The command that runs `command` so.
    List<String> wrap(List<String> command);

    /// The user that has to own the files, when it is not the one that this process runs as.
    Optional<String> owner();

    /// As this process's user.
    record Itself() implements RunAs {
        @Override
        public List<String> wrap(List<String> command) {
            return command;
        }

        @Override
        public Optional<String> owner() {
            return Optional.empty();
        }
    }

    /// In a new user namespace (`user_namespaces(7)`): files stay root's, privileges are gone.
    record OwnNamespace() implements RunAs {
        @Override
        public List<String> wrap(List<String> command) {
            return prefixed(List.of("unshare", "-U"), command);
        }

        @Override
        public Optional<String> owner() {
            return Optional.empty();
        }
    }

    /// As another user, who then owns the data directory.
    record OtherUser(String user, List<String> prefix) implements RunAs {
        public OtherUser {
            prefix = List.copyOf(prefix);
        }

        @Override
        public List<String> wrap(List<String> command) {
            return prefixed(prefix, command);
        }

        @Override
        public Optional<String> owner() {
            return Optional.of(user);
        }
    }

    /// The way that works here.
    ///
    /// @param dataOwner who owns the data directory, when there is one already
    static RunAs choose(Machine machine, Processes processes, Optional<String> dataOwner) {
        if (!machine.root()) {
            return new Itself();
        }
        Optional<String> settled = dataOwner.filter(owner -> !owner.equals("root"));
        if (settled.isEmpty() && namespaceWorks(processes)) {
            return new OwnNamespace();
        }
        return settled.map(Stream::of)
                .orElseGet(() -> Stream.of("postgres", "nobody"))
                .flatMap(user -> otherUser(user, processes).stream())
                .findFirst()
                .orElseThrow(() -> Trouble.embedded(
                        "PostgreSQL does not run as root, and neither `unshare -U` nor `setpriv` nor `runuser` works here.",
                        "Run pgsteady as an ordinary user."));
    }

    /// The namespace's user needs a name in the password file, or initdb refuses: so ask for the name.
    private static boolean namespaceWorks(Processes processes) {
        return processes
                .run(List.of("unshare", "-U", "id", "-un"), Duration.ofSeconds(5))
                .ok();
    }

    /// Through `setpriv` or `runuser`, whichever works.
    static Optional<RunAs> otherUser(String user, Processes processes) {
        Processes.Result group = processes.run(List.of("id", "-g", user), Duration.ofSeconds(5));
        if (!group.ok()) {
            return Optional.empty();
        }
        return Stream.of(
                        List.of("setpriv", "--reuid=" + user, "--regid=" + group.output(), "--clear-groups", "--"),
                        List.of("runuser", "-u", user, "--"))
                .filter(prefix -> processes
                        .run(prefixed(prefix, List.of("true")), Duration.ofSeconds(5))
                        .ok())
                .<RunAs>map(prefix -> new OtherUser(user, prefix))
                .findFirst();
    }

    private static List<String> prefixed(List<String> prefix, List<String> command) {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(command);
        return List.copyOf(all);
    }
}
