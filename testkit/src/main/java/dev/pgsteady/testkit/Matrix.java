package dev.pgsteady.testkit;

import java.util.List;
import java.util.stream.IntStream;

/// How much of a large set of cases a build tries: a part of it, which is the same each time, or with `-Pmatrix` all.
///
/// For sets in which many cases pass through the same code. What each rule, message or fault stands for is always
/// tried.
public final class Matrix {
    private static final boolean WHOLE = Boolean.getBoolean("pgsteady.test.matrix");

    private Matrix() {}

    /// One of so many cases, spread over the whole list and beginning with its first; with `-Pmatrix` all.
    public static <T> List<T> oneIn(int several, List<T> cases) {
        return everyOf(WHOLE ? 1 : several, cases);
    }

    /// How many of something random or repeated are tried: few, or with `-Pmatrix` all.
    public static int of(int few, int all) {
        return WHOLE ? all : few;
    }

    static <T> List<T> everyOf(int several, List<T> cases) {
        return IntStream.range(0, cases.size())
                .filter(i -> i % several == 0)
                .mapToObj(cases::get)
                .toList();
    }
}
