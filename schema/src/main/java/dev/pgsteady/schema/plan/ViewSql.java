package dev.pgsteady.schema.plan;

import dev.pgsteady.schema.plan.Part.ViewPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Views as statements.
final class ViewSql {
    private ViewSql() {}

    static List<String> create(ViewPart v) {
        return List.of(statement(v, "CREATE "));
    }

    private static String statement(ViewPart v, String begin) {
        String options = v.options().isEmpty() ? "" : " WITH (" + String.join(", ", v.options()) + ")";
        return begin + v.id().kind().sql() + " " + v.id().sql() + options + " AS\n" + query(v);
    }

    private static String query(ViewPart v) {
        String query = v.query().strip();
        return query.endsWith(";") ? query.substring(0, query.length() - 1) : query;
    }

    /// A view can be replaced when it keeps its columns and adds some at most; a materialized view only has
    /// options.
    static Optional<List<String>> alter(ViewPart old, ViewPart wanted) {
        boolean query = !old.query().equals(wanted.query());
        boolean keeps = old.columns().size() <= wanted.columns().size()
                && wanted.columns().subList(0, old.columns().size()).equals(old.columns());
        boolean anew = query ? wanted.materialized() || !keeps : !old.columns().equals(wanted.columns());
        if (anew) {
            return Optional.empty();
        }
        List<String> sql = new ArrayList<>();
        if (query) {
            sql.add(statement(wanted, "CREATE OR REPLACE "));
        } else {
            sql.addAll(Options.between(
                    "ALTER " + wanted.id().kind().sql() + " " + wanted.id().sql() + " ",
                    old.options(),
                    wanted.options()));
        }
        return Optional.of(sql);
    }
}
