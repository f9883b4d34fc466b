package dev.pgsteady.apps.passport;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hibernate.resource.jdbc.spi.StatementInspector;

/// What Hibernate sends, to be explained as it is.
public final class Sent implements StatementInspector {
    private static final long serialVersionUID = 1L;
    private static final List<String> STATEMENTS = new CopyOnWriteArrayList<>();

    @Override
    public String inspect(String sql) {
        STATEMENTS.add(sql);
        return sql;
    }

    static void clear() {
        STATEMENTS.clear();
    }

    /// The first question of a table.
    static String of(String table) {
        return STATEMENTS.stream()
                .filter(s -> s.toLowerCase(java.util.Locale.ROOT).contains("from " + table + " ")
                        || s.contains("FROM " + table + " "))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing was asked of " + table + ": " + STATEMENTS));
    }
}
