package dev.pgsteady.embedded;

import java.nio.file.Path;

/// For trying the server from a shell, and for tests that need a second process: `<state directory> <verb>`.
final class ServerByHand {
    private ServerByHand() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) {
        long began = System.nanoTime();
        StringBuilder stages = new StringBuilder();
        ServerOptions options = ServerOptions.standard().withProgress((stage, done, total) -> {
            if (!stages.toString().endsWith(stage + " ")) {
                stages.append(stage).append(' ');
            }
        });
        EmbeddedServer server = EmbeddedServer.at(Path.of(arguments[0]), options);
        try {
            String said = switch (arguments[1]) {
                case "start" -> server.start().toString();
                case "stop" -> "was running: " + server.stop();
                case "status" -> server.status().toString();
                case "databases" -> server.databases().toString();
                case "destroy" -> "there was something: " + server.destroy();
                default -> throw new IllegalArgumentException(arguments[1]);
            };
            System.out.println(said);
        } catch (dev.pgsteady.core.Problem problem) {
            System.out.println(problem.kind() + ": " + problem.getMessage() + " -> " + problem.next());
        }
        System.out.println(stages + "in " + (System.nanoTime() - began) / 1_000_000 + " ms");
    }
}
