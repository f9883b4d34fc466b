package dev.pgsteady.apps.testing;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hibernate.resource.jdbc.spi.StatementInspector;

/// What Hibernate sends, to be explained as it is: name it as `hibernate.session_factory.statement_inspector`.
public final class Sent implements StatementInspector {
    private static final long serialVersionUID = 1L;
    private static final List<String> STATEMENTS = new CopyOnWriteArrayList<>();

    @Override
    public String inspect(String sql) {
        STATEMENTS.add(sql);
        return sql;
    }

    /// Forgets what was sent so far.
    public static void clear() {
        STATEMENTS.clear();
    }

    /// The first question of a table.
    public static String of(String table) {
        return STATEMENTS.stream()
                .filter(s -> (s + " ").toLowerCase(Locale.ROOT).contains("from " + table + " "))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing was asked of " + table + ": " + STATEMENTS));
    }
}
