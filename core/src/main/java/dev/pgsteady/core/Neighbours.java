package dev.pgsteady.core;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Which PostgreSQL servers there are beside an address on which nothing listens; looks on this machine only.
final class Neighbours {
    private Neighbours() {}

    /// A sentence with a space before it, or nothing.
    static String of(Endpoint endpoint) {
        return switch (endpoint) {
            case Endpoint.Tcp tcp -> tcp.address().isLoopbackAddress() ? ports(tcp) : "";
            case Endpoint.UnixSocket socket -> sockets(socket);
        };
    }

    private static String ports(Endpoint.Tcp tcp) {
        List<String> others = IntStream.of(5432, 5433, 5434, 5435, 6432)
                .filter(port -> port != tcp.port())
                .filter(port -> Peer.at(new Endpoint.Tcp(tcp.name(), tcp.address(), port)) == Peer.POSTGRES)
                .mapToObj(Integer::toString)
                .toList();
        return sentence("port", others);
    }

    private static String sockets(Endpoint.UnixSocket socket) {
        List<String> others = new ArrayList<>();
        if (!Files.isDirectory(socket.directory())) {
            return " There is no directory " + socket.directory() + ".";
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(socket.directory(), ".s.PGSQL.[0-9]*")) {
            files.forEach(file -> others.add(file.getFileName().toString()));
        } catch (IOException e) {
            return "";
        }
        others.removeIf(name -> name.endsWith(".lock") || name.equals(".s.PGSQL." + socket.port()));
        others.sort(null);
        return sentence("socket", others);
    }

    private static String sentence(String what, List<String> others) {
        return others.isEmpty()
                ? ""
                : " A server does listen on " + what + (others.size() == 1 ? " " : "s ") + String.join(", ", others)
                        + ".";
    }
}
