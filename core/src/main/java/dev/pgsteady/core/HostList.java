package dev.pgsteady.core;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Puts `host`, `hostaddr` and `port` side by side (manual, 34.1.1.3 Specifying Multiple Hosts) and finds each its
/// password.
final class HostList {
    private final Environment environment;
    private final FoundWords found;

    HostList(Environment environment, FoundWords found) {
        this.environment = environment;
        this.found = found;
    }

    List<Host> hosts() {
        List<String> names = split(Keyword.HOST);
        List<String> addresses = split(Keyword.HOSTADDR);
        List<String> ports = split(Keyword.PORT);
        int count = Math.max(Math.max(names.size(), addresses.size()), 1);
        boolean fits = (names.isEmpty() || names.size() == count)
                && (addresses.isEmpty() || addresses.size() == count)
                && (ports.size() == 1 || ports.size() == count);
        if (!fits) {
            throw new Problem(
                    Problem.Kind.CONFIGURATION,
                    "There are " + names.size() + " hosts, " + addresses.size() + " addresses and " + ports.size()
                            + " ports.",
                    "Give as many ports as hosts, or one port for all.");
        }
        List<Host> hosts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            hosts.add(host(at(names, i), at(addresses, i), port(at(ports, ports.size() == 1 ? 0 : i))));
        }
        return hosts;
    }

    private Host host(String given, String address, int port) {
        if (given.startsWith("@")) {
            throw new Problem(
                    Problem.Kind.CONFIGURATION,
                    "An abstract socket (" + given + ") cannot be used from Java.",
                    "Give the directory of an ordinary Unix socket, or a host name.");
        }
        String name = !given.isEmpty() ? given : !address.isEmpty() ? address : defaultHost(port);
        found.offer(Keyword.HOST, name, Origin.libpq());
        return new Host(name, Optional.of(address).filter(a -> !a.isEmpty()), port, password(name, port));
    }

    /// The socket directory in which a server of this machine has its socket, else `localhost`.
    private String defaultHost(int port) {
        return environment.socketDirectories().stream()
                .filter(directory -> Files.exists(directory.resolve(".s.PGSQL." + port)))
                .map(Path::toString)
                .findFirst()
                .orElse("localhost");
    }

    /// A given password wins over the passfile, in which a socket in a default directory is called `localhost`.
    private Optional<Host.Password> password(String name, int port) {
        Optional<Setting> given = found.get(Keyword.PASSWORD);
        if (given.isPresent()) {
            return given.map(setting -> new Host.Password(Secret.of(setting.value()), setting.origin()));
        }
        Path file = found.get(Keyword.PASSFILE)
                .map(setting -> Path.of(setting.value()))
                .orElseGet(environment::passwordFile);
        boolean defaultSocket =
                name.startsWith("/") && environment.socketDirectories().contains(Path.of(name));
        return PasswordFile.open(file, environment, found)
                .lookUp(
                        defaultSocket ? "localhost" : name,
                        port,
                        found.value(Keyword.DBNAME),
                        found.value(Keyword.USER));
    }

    private int port(String text) {
        String given = text.isEmpty() ? "5432" : text;
        int port = given.matches("[0-9]{1,5}") ? Integer.parseInt(given) : 0;
        if (port < 1 || port > 65535) {
            throw SettingValues.wrong(
                    found.get(Keyword.PORT).orElseThrow(),
                    "A port is a number from 1 to 65535; PostgreSQL's own is 5432.");
        }
        return port;
    }

    private List<String> split(Keyword keyword) {
        String value = found.value(keyword);
        return value.isEmpty() ? List.of() : Arrays.asList(value.split(",", -1));
    }

    private static String at(List<String> values, int i) {
        return values.isEmpty() ? "" : values.get(i);
    }
}
