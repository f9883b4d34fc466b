package dev.pgsteady.benchmarks;

import dev.pgsteady.testkit.GeneratedEntities;
import dev.pgsteady.testkit.TestApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// `migrate new --auto` from the shell for 300 entities: the first revision, one that finds nothing, and one more
/// field, another one in each round, so that it was never read before; wall time, and CPU time without the server's.
final class EntitiesBenchmark {
    private static final int ENTITIES = 300;
    private static final int ROUNDS = 5;
    private static final double BOUND = 3000;
    private static final Pattern CPU = Pattern.compile("(\\d+)m([0-9.]+)s (\\d+)m([0-9.]+)s\\s*$");

    private final String program;
    private final Path folder;
    private final TestApplication application;

    private record Taken(double wall, double cpu) {}

    private EntitiesBenchmark(Path root, Path folder) {
        this.program = root.resolve("pgsteady").toString();
        this.folder = folder;
        this.application = new TestApplication(folder.resolve("app"));
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("pgsteady-entities");
        try {
            new EntitiesBenchmark(Path.of(arguments[0]), folder).run();
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).forEach(p -> p.toFile().delete());
            }
        }
    }

    private void run() throws Exception {
        new GeneratedEntities(ENTITIES, 20261121).into(application).compile();
        List<Taken> first = new ArrayList<>();
        List<Taken> nothing = new ArrayList<>();
        List<Taken> field = new ArrayList<>();
        Path source = application.folder().resolve("src/gen/E7.java");
        String before = Files.readString(source);
        for (int i = 0; i < ROUNDS; i++) {
            Path revisions = folder.resolve("revisions" + i);
            application.write("gen.E7", before).compile();
            first.add(auto(revisions));
            nothing.add(auto(revisions));
            application
                    .write("gen.E7", before.replaceFirst("String f0;", "String f0; String bio" + i + ";"))
                    .compile();
            field.add(auto(revisions));
        }
        report("first revision", first);
        report("nothing to do", nothing);
        report("one more field", field);
    }

    private static void report(String what, List<Taken> taken) {
        System.out.println(new Times(taken.stream().map(Taken::wall).toList())
                .row("%d entities: %s".formatted(ENTITIES, what), BOUND));
        System.out.println(new Times(taken.stream().map(Taken::cpu).toList())
                .row("%d entities: %s, CPU".formatted(ENTITIES, what), Double.POSITIVE_INFINITY));
    }

    /// The shell's `times` says what its children, and those they waited for, took of the CPU.
    private Taken auto(Path revisions) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                "sh",
                "-c",
                "\"$0\" migrate new --auto x --dir \"$1\" --simple > /dev/null && times",
                program,
                revisions.toString());
        builder.environment().put("PGSTEADY_CLASSPATH", application.classPath());
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        long from = System.nanoTime();
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("migrate new --auto failed");
        }
        double wall = (System.nanoTime() - from) / 1e6;
        Matcher cpu = CPU.matcher(out);
        return new Taken(wall, cpu.find() ? 1000 * (seconds(cpu, 1) + seconds(cpu, 3)) : Double.NaN);
    }

    private static double seconds(Matcher cpu, int group) {
        return 60 * Double.parseDouble(cpu.group(group)) + Double.parseDouble(cpu.group(group + 1));
    }
}
