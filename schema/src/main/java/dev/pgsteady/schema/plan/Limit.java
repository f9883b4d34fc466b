package dev.pgsteady.schema.plan;

import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/// Compares the ends of ranges as far as their texts tell: numbers, times and UUIDs. How text is ordered is for the
/// server to know.
final class Limit {
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,40}(?:\\.\\d{1,40})?");
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d(?: \\d\\d:\\d\\d:\\d\\d(?:[+-]\\d\\d(?::\\d\\d)?)?)?");
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final int WITHOUT_ZONE = 19;

    private Limit() {}

    /// Whether it is known how one end stands to another, and it stands so.
    static boolean known(List<String> one, List<String> other, IntPredicate stands) {
        OptionalInt order = compare(one, other);
        return order.isPresent() && stands.test(order.getAsInt());
    }

    /// The order of two ends, of as many keys each; empty where it is not known.
    static OptionalInt compare(List<String> one, List<String> other) {
        for (int i = 0; i < one.size(); i++) {
            String a = one.get(i);
            String b = other.get(i);
            OptionalInt order = compare(a, b);
            if (order.isEmpty() || order.getAsInt() != 0 || rank(a) != 0) {
                return order;
            }
        }
        return OptionalInt.of(0);
    }

    private static OptionalInt compare(String a, String b) {
        if (a.equals(b)) {
            return OptionalInt.of(0);
        }
        if (rank(a) != 0 || rank(b) != 0) {
            return OptionalInt.of(Integer.compare(rank(a), rank(b)));
        }
        String x = bare(a);
        String y = bare(b);
        if (NUMBER.matcher(x).matches() && NUMBER.matcher(y).matches()) {
            return isNumber(a, b) || (x.length() == y.length() && !x.startsWith("-") && !y.startsWith("-"))
                    ? OptionalInt.of(new BigDecimal(x).compareTo(new BigDecimal(y)))
                    : OptionalInt.empty();
        }
        boolean times = TIME.matcher(x).matches()
                && TIME.matcher(y).matches()
                && x.length() == y.length()
                && (x.length() <= WITHOUT_ZONE || x.substring(WITHOUT_ZONE).equals(y.substring(WITHOUT_ZONE)));
        boolean uuids = UUID.matcher(x).matches() && UUID.matcher(y).matches();
        return times || uuids ? OptionalInt.of(x.compareTo(y)) : OptionalInt.empty();
    }

    /// Quoted digits may be text; beside a bare number they are one.
    private static boolean isNumber(String a, String b) {
        return !a.startsWith("'") || !b.startsWith("'");
    }

    private static int rank(String value) {
        return value.equals("MINVALUE") ? -1 : value.equals("MAXVALUE") ? 1 : 0;
    }

    private static String bare(String value) {
        return value.startsWith("'") ? value.substring(1, value.length() - 1) : value;
    }
}
