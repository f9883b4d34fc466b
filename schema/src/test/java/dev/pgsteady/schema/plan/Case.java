package dev.pgsteady.schema.plan;

import dev.pgsteady.testkit.SharedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A pair of schemas from the test suite of another tool.
///
/// @param equal whether both give the same catalog
/// @param roles what must be there before
record Case(String source, String name, String old, String wanted, boolean equal, List<String> roles) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// Its source and name.
    String words() {
        return source + "/" + name;
    }

    /// The same, for one side beside itself.
    Case same() {
        return new Case(source, name, old, wanted, true, roles);
    }

    private Case with(Case other) {
        List<String> both =
                Stream.concat(roles.stream(), other.roles.stream()).distinct().toList();
        return new Case(source, name + " > " + other.name, old, other.wanted, false, both);
    }

    /// The cases that a choice names: `all`, the beginning of source and name, `@file` for those that its
    /// lines name, or nothing for a seeded sample.
    static List<Case> chosen(String choice, int sample) throws IOException {
        return chosen(read(), choice, sample);
    }

    /// The old schema of each paired with the new one of another of its source, as far as a choice names the pairs.
    static List<Case> crossed(String choice, int sample, long seed) throws IOException {
        List<Case> crossed = new ArrayList<>();
        Map<String, List<Case>> bySource =
                read().stream().collect(Collectors.groupingBy(Case::source, TreeMap::new, Collectors.toList()));
        bySource.forEach((source, all) -> {
            List<Case> others = new ArrayList<>(all);
            Collections.shuffle(others, new Random(seed));
            for (int i = 0; i < all.size(); i++) {
                crossed.add(all.get(i).with(others.get(i)));
            }
        });
        return chosen(crossed, choice, sample);
    }

    private static List<Case> chosen(List<Case> cases, String choice, int sample) throws IOException {
        if (choice.isEmpty()) {
            Collections.shuffle(cases, new Random(7));
            return cases.subList(0, sample);
        }
        if (choice.startsWith("@")) {
            List<String> named = Files.readAllLines(Path.of(choice.substring(1)));
            cases.removeIf(c -> !named.contains(c.words()));
        } else if (!choice.equals("all")) {
            cases.removeIf(c -> !c.words().startsWith(choice));
        }
        return cases;
    }

    private static List<Case> read() throws IOException {
        List<Case> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(SharedFolder.require("cases"))) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".jsonl")).sorted().toList()) {
                String source = file.getFileName().toString().replace(".jsonl", "");
                if (!source.equals("lint")) {
                    Files.readAllLines(file).forEach(l -> all.add(of(source, JSON.readTree(l))));
                }
            }
        }
        return all;
    }

    private static Case of(String source, JsonNode node) {
        List<String> roles = new ArrayList<>();
        node.path("roles").forEach(r -> roles.add(r.asString()));
        return new Case(
                source,
                node.path("case").asString(),
                node.path("old").asString(),
                node.path("new").asString(),
                node.path("equal").asBoolean(),
                roles);
    }
}
