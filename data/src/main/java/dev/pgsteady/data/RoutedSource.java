package dev.pgsteady.data;

import dev.pgsteady.core.Database;
import dev.pgsteady.core.PlainDataSource;
import java.lang.reflect.Proxy;
import java.sql.Connection;

/// A [Db] in the shape that frameworks want.
final class RoutedSource extends PlainDataSource {
    private final Database primary;
    private final Routes routes;

    RoutedSource(Database primary, Routes routes) {
        this.primary = primary;
        this.routes = routes;
    }

    @Override
    public Connection getConnection() {
        RoutedConnection handler = new RoutedConnection(primary, routes);
        return (Connection)
                Proxy.newProxyInstance(RoutedSource.class.getClassLoader(), new Class<?>[] {Connection.class}, handler);
    }
}
