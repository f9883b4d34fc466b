package dev.pgsteady.data.proof;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/// Connections and statements that tell a [Saboteur] what is about to be sent.
final class WatchedCalls {
    private WatchedCalls() {}

    static Connection connection(Connection real, Saboteur saboteur) {
        return proxy(Connection.class, new OfConnection(real, saboteur));
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(WatchedCalls.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object pass(Object target, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private record OfConnection(Connection real, Saboteur saboteur) implements InvocationHandler {
        @Override
        public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
                throws Throwable {
            if (ends(method, arguments)) {
                saboteur.before(real, "COMMIT");
            }
            Object answer = pass(real, method, arguments);
            String sql = arguments != null && arguments.length > 0 && arguments[0] instanceof String text ? text : "";
            return switch (answer) {
                case CallableStatement call -> proxy(CallableStatement.class, new OfStatement(real, call, sql, saboteur));
                case PreparedStatement prepared ->
                    proxy(PreparedStatement.class, new OfStatement(real, prepared, sql, saboteur));
                case Statement plain -> proxy(Statement.class, new OfStatement(real, plain, sql, saboteur));
                case null, default -> answer;
            };
        }

        /// Whether the call commits what was done: switching auto-commit on inside a transaction does so as well.
        private boolean ends(Method method, @Nullable Object @Nullable [] arguments) throws SQLException {
            boolean on = method.getName().equals("setAutoCommit")
                    && arguments != null
                    && Boolean.TRUE.equals(arguments[0])
                    && !real.getAutoCommit()
                    && open();
            return on || method.getName().equals("commit");
        }

        private boolean open() throws SQLException {
            return real.unwrap(org.postgresql.core.BaseConnection.class).getTransactionState()
                    != org.postgresql.core.TransactionState.IDLE;
        }
    }

    private record OfStatement(Connection connection, Statement real, String prepared, Saboteur saboteur)
            implements InvocationHandler {
        @Override
        public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
                throws Throwable {
            if (method.getName().startsWith("execute")) {
                String given = arguments != null && arguments.length > 0 && arguments[0] instanceof String text
                        ? text
                        : prepared;
                saboteur.before(connection, given.isEmpty() ? "a batch" : given);
            }
            return pass(real, method, arguments);
        }
    }
}
