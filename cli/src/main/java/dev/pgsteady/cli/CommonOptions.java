package dev.pgsteady.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Option;

/// What every verb understands.
final class CommonOptions {
    private static final Console PROCESS =
            Console.of(System.getenv(), utf8(FileDescriptor.out), utf8(FileDescriptor.err));

    @Option(names = "--json", description = "Print JSON instead of text, on success and on failure.")
    boolean json;

    @Option(names = "--verbose", description = "Say more; with a problem, print where it came from.")
    boolean verbose;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Print this help.")
    boolean help;

    Console console() {
        return PROCESS;
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(
                new FileOutputStream(descriptor), descriptor == FileDescriptor.err, StandardCharsets.UTF_8);
    }
}
