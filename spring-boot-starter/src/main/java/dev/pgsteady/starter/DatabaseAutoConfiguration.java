package dev.pgsteady.starter;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Database;
import dev.pgsteady.core.Environment;
import dev.pgsteady.core.HikariPools;
import dev.pgsteady.core.PoolSettings;
import dev.pgsteady.core.Problem;
import dev.pgsteady.data.Db;
import dev.pgsteady.data.DbOptions;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;

/// A pool of connections to the database that was found, and to its replicas. Backs off before a
/// [DataSource] of the application's own.
@AutoConfiguration(before = DataSourceAutoConfiguration.class)
@EnableConfigurationProperties(PgsteadyProperties.class)
@ConditionalOnMissingBean(DataSource.class)
public class DatabaseAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    FoundDatabase foundDatabase(
            PgsteadyProperties properties,
            org.springframework.core.env.Environment spring,
            ObjectProvider<PasswordSource> passwords) {
        FoundDatabase found = FoundDatabase.find(properties, spring, Environment.system());
        return passwords.stream().findFirst().map(found::fetching).orElse(found);
    }

    /// The primary with its replicas, when the application names any, else no bean: a transaction that says
    /// `readOnly` goes to a replica that is near enough. Decided when the application starts, not by a
    /// condition, which Spring's processing ahead of time would decide when it is built. Backs off before one
    /// of the application's own.
    @Bean
    @ConditionalOnMissingBean
    @Nullable Db db(FoundDatabase found, PgsteadyProperties properties, ObjectProvider<PasswordSource> passwords) {
        if (properties.replicas().isEmpty()) {
            return null;
        }
        List<ConnectionSettings> replicas = properties.replicas().stream()
                .map(r -> FoundDatabase.replica(r, found, Environment.system()))
                .map(r -> passwords.stream().findFirst().map(p -> p.each(r)).orElse(r))
                .toList();
        return Db.open(
                found.settings(),
                DbOptions.usual().pool(properties.pool().settings()).replicas(replicas));
    }

    /// `spring.datasource.hikari.*` holds for the pool of a primary alone as for Spring Boot's own.
    @Bean
    DataSource dataSource(
            ObjectProvider<Db> replicated,
            FoundDatabase found,
            PgsteadyProperties properties,
            org.springframework.core.env.Environment spring) {
        return replicated.stream()
                .findFirst()
                .map(Db::dataSource)
                .orElseGet(() -> alone(found, properties.pool(), spring));
    }

    private static DataSource alone(
            FoundDatabase found, PgsteadyProperties.Pool wanted, org.springframework.core.env.Environment spring) {
        PoolSettings pool = wanted.settings();
        HikariConfig config = HikariPools.config(Database.source(found.settings()), pool);
        config.setLeakDetectionThreshold(pool.leak().toMillis());
        Binder.get(spring).bind("spring.datasource.hikari", Bindable.ofInstance(config));
        try {
            return wanted.check() ? HikariPools.make(config, true) : new HikariDataSource(config);
        } catch (PoolInitializationException e) {
            throw inWords(found.settings(), e);
        }
    }

    /// The pool does not say what to do next; a connection of one's own does.
    private static RuntimeException inWords(ConnectionSettings settings, PoolInitializationException failed) {
        try {
            Database.connect(settings).close();
            return failed;
        } catch (Problem problem) {
            problem.addSuppressed(failed);
            return problem;
        } catch (SQLException e) {
            return failed;
        }
    }
}
