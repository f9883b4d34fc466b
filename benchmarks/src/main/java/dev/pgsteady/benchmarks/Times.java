package dev.pgsteady.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/// How long something took, over and over, in milliseconds.
record Times(List<Double> millis) {
    Times {
        millis = millis.stream().sorted().toList();
    }

    /// Runs a piece of work so many times without counting, then so many times counted.
    static Times of(int warm, int counted, Callable<?> work) throws Exception {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < warm + counted; i++) {
            long from = System.nanoTime();
            work.call();
            if (i >= warm) {
                millis.add((System.nanoTime() - from) / 1e6);
            }
        }
        return new Times(millis);
    }

    double best() {
        return millis.getFirst();
    }

    double median() {
        return millis.get(millis.size() / 2);
    }

    /// A row of a table, with the bound that was set for it.
    String row(String what, double bound) {
        return String.format(
                Locale.ROOT,
                "%-56s best %8.0f ms   median %8.0f ms   worst %8.0f ms   bound %6.0f ms   %s",
                what,
                best(),
                median(),
                millis.getLast(),
                bound,
                median() <= bound ? "held" : best() <= bound ? "held at best only" : "NOT held");
    }
}
