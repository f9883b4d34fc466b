package dev.pgsteady.migrate;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.Set;

/// A connection in the hands of code that may use it and not end it.
final class LentConnection {
    private static final Set<String> ENDS = Set.of("close", "abort");
    private static final Set<String> COMMITS = Set.of("commit", "rollback", "setAutoCommit");

    private LentConnection() {}

    /// @param transactional whether the transaction is not the borrower's to end; savepoints are
    static Connection of(Connection connection, boolean transactional) {
        return (Connection) Proxy.newProxyInstance(
                LentConnection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    boolean whole = arguments == null || !method.getName().equals("rollback");
                    boolean refused = ENDS.contains(method.getName())
                            || (transactional && whole && COMMITS.contains(method.getName()));
                    if (refused) {
                        throw new IllegalStateException("Connection." + method.getName()
                                + " is for whoever runs the revision"
                                + (transactional ? "; say transactional() is false to commit in between" : ""));
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
