package dev.pgsteady.testkit;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Entities of an application that nobody wrote: the same for the same count and seed.
///
/// @param count how many
/// @param seed  of the choices
public record GeneratedEntities(int count, long seed) {
    private static final int PLAIN_FIELDS = 8;
    private static final List<String> FIELDS = List.of(
            "String %s;",
            "@Column(nullable = false, length = 80) String %s;",
            "int %s;",
            "@Column(precision = 12, scale = 2) java.math.BigDecimal %s;",
            "java.time.Instant %s;",
            "java.time.LocalDate %s;",
            "java.util.UUID %s;",
            "boolean %s;",
            "@Enumerated(EnumType.STRING) @Column(length = 20) State %s;",
            "@org.hibernate.annotations.JdbcTypeCode(org.hibernate.type.SqlTypes.NAMED_ENUM) Tone %s;",
            "@org.hibernate.annotations.JdbcTypeCode(org.hibernate.type.SqlTypes.JSON) Map<String, String> %s;",
            "String[] %s;",
            "@org.hibernate.annotations.ColumnDefault(\"0\") long %s;",
            "@Column(unique = true) String %s;",
            "@Embedded @AttributeOverrides({@AttributeOverride(name = \"street\", column = @Column(name = \"%1$s_s\")),"
                    + " @AttributeOverride(name = \"zip\", column = @Column(name = \"%1$s_z\"))}) Place %1$s;",
            "@ElementCollection Set<String> %s = new HashSet<>();");

    /// Writes them into an application, in the package `gen`.
    public TestApplication into(TestApplication application) throws IOException {
        Random random = new Random(seed);
        String head = "package gen; import jakarta.persistence.*; import java.util.*;\n";
        application.write("gen.State", head + "public enum State { NEW, OPEN, DONE }");
        application.write("gen.Tone", head + "public enum Tone { SOLEMN, GAY, PLAIN }");
        application.write("gen.Place", head + "@Embeddable public class Place { String street; String zip; }");
        application.write(
                "gen.Kept",
                head + "@MappedSuperclass public class Kept { @Id @GeneratedValue Long id; @Version int v; }");
        for (int i = 0; i < count; i++) {
            application.write("gen.E" + i, head + source(i, random));
        }
        return application;
    }

    private static String source(int number, Random random) {
        String table = number % 3 == 0
                ? "@Table(name = \"e%1$d\", indexes = @Index(name = \"ix_e%1$d\", columnList = \"f0, f1 desc\"))"
                        .formatted(number)
                : "";
        String plain = IntStream.range(0, PLAIN_FIELDS)
                .mapToObj(f -> f < 2 ? "String f" + f + ";" : field("f" + f, random))
                .collect(Collectors.joining("\n    "));
        String owner = number == 0
                ? ""
                : "@ManyToOne(fetch = FetchType.LAZY)"
                        + (random.nextBoolean()
                                ? " @org.hibernate.annotations.OnDelete("
                                        + "action = org.hibernate.annotations.OnDeleteAction.CASCADE)"
                                : "")
                        + " E" + random.nextInt(number) + " owner;";
        return "@Entity %s public class E%d extends Kept {\n    %s\n    %s\n}".formatted(table, number, plain, owner);
    }

    private static String field(String name, Random random) {
        return FIELDS.get(random.nextInt(FIELDS.size())).formatted(name);
    }
}
