package dev.pgsteady.starter;

import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Database;
import dev.pgsteady.core.Environment;
import dev.pgsteady.core.Origin;
import dev.pgsteady.core.StatementWords;
import dev.pgsteady.core.Target;
import dev.pgsteady.data.Db;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/// The [Database] that limits, usage, partitions and rotations of keys work on: the primary, over the application's
/// own pool.
@AutoConfiguration(after = {DatabaseAutoConfiguration.class, DataSourceAutoConfiguration.class})
@ConditionalOnSingleCandidate(DataSource.class)
public class DataLayerAutoConfiguration {
    /// Whoever made the pool closes it.
    @Bean(destroyMethod = "")
    @Lazy
    @ConditionalOnMissingBean
    Database pgsteadyDatabase(DataSource pool, ObjectProvider<Db> replicated, ObjectProvider<FoundDatabase> found) {
        return replicated.stream()
                .findFirst()
                .map(Db::primary)
                .orElseGet(() -> Database.over(
                        pool,
                        found.stream().findFirst().map(FoundDatabase::settings).orElseGet(() -> told(pool)),
                        Database.Session.ordinary()));
    }

    /// What a data source of the application's own says of where it leads.
    private static ConnectionSettings told(DataSource pool) {
        try (Connection connection = pool.getConnection()) {
            String url = connection.getMetaData().getURL();
            return ConnectionSettings.of(
                    new Target(url, new Origin.Given("the application's data source")), Environment.system());
        } catch (SQLException e) {
            throw StatementWords.of(e);
        }
    }
}
