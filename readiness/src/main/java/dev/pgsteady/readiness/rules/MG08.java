package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.Finding.Subject;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Tables of one schema have several owners.
@AutoService(Rule.class)
public final class MG08 implements Rule {

    private static final int SHOWN = 20;
    private static final Words WORDS = new Words(
            new RuleId("MG08"),
            Severity.MEDIUM,
            "Tables of one schema have several owners",
            """
            Only its owner may alter a table. A migration that meets one of another owner stops half-way with "must
            be owner", and default privileges of the one owner do not hold for the other's new tables.""",
            """
            Give everything in the schema to one role that cannot log in, and let migrations SET ROLE to it.""",
            "REASSIGN OWNED; ALTER TABLE");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        Map<String, Map<String, List<Table>>> owners = new TreeMap<>();
        for (Table table : facts.tables()) {
            if (!table.isPartition()) {
                owners.computeIfAbsent(table.name().schema(), s -> new TreeMap<>())
                        .computeIfAbsent(table.owner(), o -> new ArrayList<>())
                        .add(table);
            }
        }
        return Verdict.of(owners.entrySet().stream()
                .filter(e -> e.getValue().size() > 1)
                .map(e -> found(e.getKey(), e.getValue()))
                .toList());
    }

    private Finding found(String schema, Map<String, List<Table>> owners) {
        String main = owners.entrySet().stream()
                .max(Comparator.comparingInt(e -> e.getValue().size()))
                .orElseThrow()
                .getKey();
        List<Table> strays = owners.entrySet().stream()
                .filter(e -> !e.getKey().equals(main))
                .flatMap(e -> e.getValue().stream())
                .toList();
        String fix = strays.stream()
                .limit(SHOWN)
                .map(t -> "ALTER TABLE %s OWNER TO %s;".formatted(t.name().sql(), Sql.identifier(main)))
                .collect(Collectors.joining("\n"));
        return finding(
                new Subject("schema", Sql.identifier(schema)),
                "%s owns most of its tables, and %,d belong to others (%s)"
                        .formatted(
                                Sql.identifier(main),
                                strays.size(),
                                Logins.some(strays.stream().map(Table::name).toList())),
                Mend.review(fix),
                strays.size());
    }
}
