package dev.pgsteady.data;

import dev.pgsteady.core.Database;
import dev.pgsteady.core.Problem;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A connection that is made when it is first needed: by then it is known whether it only reads. Until then it
/// keeps what was set.
final class RoutedConnection implements InvocationHandler {
    private final Database primary;
    private final Routes routes;
    private Optional<Lent> lent = Optional.empty();
    private boolean readOnly;
    private boolean autoCommit = true;
    private Optional<Integer> isolation = Optional.empty();
    private boolean closed;

    RoutedConnection(Database primary, Routes routes) {
        this.primary = primary;
        this.routes = routes;
    }

    /// A real connection, and whose it is.
    private record Lent(Database from, Connection connection) {}

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] given) throws Throwable {
        @Nullable Object[] arguments = given == null ? new Object[0] : given;
        return switch (method.getName()) {
            case "equals" -> same(proxy, arguments[0]);
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> "connection of " + primary.settings();
            case "unwrap", "isWrapperFor" -> wrapped(proxy, method, arguments);
            case "isClosed" -> closed;
            case "close", "abort" -> close();
            case "getAutoCommit" -> autoCommit;
            case "isReadOnly" -> readOnly;
            case "setAutoCommit", "setReadOnly", "setTransactionIsolation" -> set(method, arguments);
            case "commit", "rollback", "getWarnings", "clearWarnings" -> ifMade(method, arguments);
            default -> call(method, arguments);
        };
    }

    @SuppressWarnings("ReferenceEquality")
    private static boolean same(Object proxy, @Nullable Object other) {
        return proxy == other;
    }

    private @Nullable Object wrapped(Object proxy, Method method, @Nullable Object[] arguments) throws Throwable {
        boolean ours = arguments[0] instanceof Class<?> type && type.isInstance(proxy);
        if (ours) {
            return method.getName().equals("unwrap") ? proxy : (Object) true;
        }
        return call(method, arguments);
    }

    private @Nullable Object set(Method method, @Nullable Object[] arguments) throws Throwable {
        switch (arguments[0]) {
            case Boolean flag when method.getName().equals("setAutoCommit") -> autoCommit = flag;
            case Boolean flag -> readOnly = flag;
            case Integer level -> isolation = Optional.of(level);
            case null, default -> throw new IllegalArgumentException(method.getName());
        }
        return ifMade(method, arguments);
    }

    /// Nothing has to be done as long as no statement was sent.
    private @Nullable Object ifMade(Method method, @Nullable Object[] arguments) throws Throwable {
        Object answer = lent.isPresent() ? call(method, arguments) : null;
        if (method.getName().equals("commit")) {
            wrote();
        }
        return answer;
    }

    private @Nullable Object call(Method method, @Nullable Object[] arguments) throws Throwable {
        if (closed) {
            throw new SQLException("the connection is closed", "08003");
        }
        try {
            return method.invoke(made().connection(), arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private Lent made() throws SQLException {
        if (lent.isEmpty()) {
            lent = Optional.of(prepared());
        }
        return lent.get();
    }

    private Lent prepared() throws SQLException {
        Lent fresh;
        try {
            fresh = take();
        } catch (Problem e) {
            throw new SQLException(e.getMessage() + " " + e.next(), state(e), e);
        }
        try {
            if (isolation.isPresent()) {
                fresh.connection().setTransactionIsolation(isolation.get());
            }
            fresh.connection().setReadOnly(readOnly);
            fresh.connection().setAutoCommit(autoCommit);
            return fresh;
        } catch (SQLException e) {
            fresh.from().giveBack(fresh.connection());
            throw e;
        }
    }

    private Lent take() {
        Optional<Replica> replica = readOnly ? routes.choose() : Optional.empty();
        if (replica.isPresent()) {
            try {
                Database from = replica.get().database();
                return new Lent(from, from.borrow());
            } catch (Problem e) {
                replica.get().lost(String.valueOf(e.getMessage()));
            }
        }
        return new Lent(primary, primary.borrow());
    }

    private static @Nullable String state(Problem problem) {
        return problem.getCause() instanceof SQLException sql ? sql.getSQLState() : null;
    }

    private void wrote() {
        if (!readOnly && lent.isPresent()) {
            routes.wrote();
        }
    }

    private @Nullable Object close() {
        if (!closed) {
            closed = true;
            if (autoCommit) {
                wrote();
            }
            lent.ifPresent(l -> l.from().giveBack(l.connection()));
        }
        return null;
    }
}
