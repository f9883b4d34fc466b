package dev.pgsteady.integrationtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ModuleGraphTest {
    private static final List<String> GROUND_FLOOR = List.of("core", "embedded", "schema", "mapping");
    private static final List<String> SURFACES = List.of("cli", "demo", "maven-plugin");

    private final Project project = Project.here();

    @Test
    void the_graph_in_the_architecture_page_is_the_one_in_the_poms() {
        assertThat(written()).isEqualTo(built());
    }

    @Test
    void a_capability_knows_only_the_ground_floor() {
        Map<String, List<String>> capabilities = built();
        GROUND_FLOOR.forEach(capabilities::remove);
        SURFACES.forEach(capabilities::remove);
        List.of("testkit", "dist", "integration-tests", "benchmarks").forEach(capabilities::remove);

        assertThat(capabilities)
                .isNotEmpty()
                .allSatisfy((module, knows) -> assertThat(knows).as(module).isSubsetOf(GROUND_FLOOR));
    }

    private Map<String, List<String>> built() {
        return project.modules().stream()
                .collect(Collectors.toMap(m -> m, project::knows, (a, b) -> a, LinkedHashMap::new));
    }

    private Map<String, List<String>> written() {
        String page = project.read("ARCHITECTURE.md");
        String table = page.substring(page.indexOf("module-graph: begin"), page.indexOf("<!-- module-graph: end"));
        Map<String, List<String>> graph = new LinkedHashMap<>();
        table.lines().filter(l -> l.startsWith("| ")).skip(1).forEach(line -> {
            String[] cells = line.split("\\|", -1);
            List<String> knows = Arrays.stream(cells[2].split(",", -1))
                    .map(String::strip)
                    .filter(k -> !k.isEmpty())
                    .toList();
            graph.put(cells[1].strip(), knows);
        });
        return graph;
    }
}
