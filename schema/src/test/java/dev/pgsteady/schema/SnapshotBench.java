package dev.pgsteady.schema;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Measures how long a read takes, in all and per query. Arguments: a JDBC URL, and how many reads (12 when absent).
final class SnapshotBench {
    private SnapshotBench() {}

    public static void main(String[] arguments) throws SQLException {
        int reads = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 12;
        List<Double> totals = new ArrayList<>();
        Map<String, List<Double>> queries = new LinkedHashMap<>();
        Map<String, Integer> rows = new LinkedHashMap<>();
        SnapshotReader reader = new SnapshotReader((query, count, nanoseconds) -> {
            queries.computeIfAbsent(query, q -> new ArrayList<>()).add(nanoseconds / 1e6);
            rows.put(query, count);
        });
        try (Connection connection = DriverManager.getConnection(arguments[0])) {
            for (int i = 0; i < reads; i++) {
                long from = System.nanoTime();
                Snapshot snapshot = reader.read(connection);
                totals.add((System.nanoTime() - from) / 1e6);
                if (i == 0) {
                    System.out.println(snapshot.schema().tables().size() + " tables, first read "
                            + Math.round(totals.getFirst()) + " ms");
                }
            }
        }
        queries.forEach((query, times) -> print(query + " (" + rows.get(query) + " rows)", times));
        print("TOTAL", totals);
    }

    private static void print(String what, List<Double> times) {
        List<Double> sorted = times.stream().sorted().toList();
        System.out.printf(
                "%-34s best %8.1f ms   median %8.1f ms%n", what, sorted.getFirst(), sorted.get(sorted.size() / 2));
    }
}
