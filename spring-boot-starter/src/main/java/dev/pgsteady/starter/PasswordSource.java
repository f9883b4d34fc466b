package dev.pgsteady.starter;

import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Secret;

/// Where the password of the database is fetched, when an application has a bean of this kind: once for
/// each new connection, of the pool, of the migrations and to the replicas. For tokens that expire (IAM of
/// a cloud), and for passwords that another system changes.
///
/// ```java
/// @Bean
/// PasswordSource tokens(RdsUtilities rds) {
///     return to -> Secret.of(rds.generateAuthenticationToken(
///             r -> r.hostname(to.hosts().getFirst().name()).port(5432).username(to.user())));
/// }
/// ```
///
/// A connection that is there stays good after its token has expired; `pgsteady.pool.recycle` says how old
/// it gets.
@FunctionalInterface
public interface PasswordSource {
    /// The password of this moment. Asked by several threads at once, and has to answer within the time
    /// that a borrower waits for a connection.
    ///
    /// @param to where it is for
    /// @throws dev.pgsteady.core.Problem when it cannot be had
    Secret password(ConnectionSettings to);

    /// The same settings, with a password that is fetched for each connection made by them.
    default ConnectionSettings each(ConnectionSettings to) {
        return to.withPassword(Secret.asked(() -> password(to)));
    }
}
