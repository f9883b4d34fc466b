package dev.pgsteady.apps.manifest.people;

import dev.pgsteady.apps.web.problems.Refusal;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.repository.NoRepositoryBean;

/// Rows that belong to somebody. Every question names the owner.
@NoRepositoryBean
public interface Belongings<T extends Belonging<?>> extends JpaRepository<T, UUID> {
    /// One of somebody's.
    Optional<T> findByIdAndUserId(UUID id, UUID user);

    /// One of somebody's.
    ///
    /// @param what what it is called when there is none: `goal`
    default T of(UUID user, UUID id, String what) {
        return findByIdAndUserId(id, user).orElseThrow(() -> Refusal.unknown(what));
    }

    /// One of somebody's, as he read it last.
    ///
    /// @throws Refusal when it is another by now
    default T of(UUID user, UUID id, String what, long version) {
        T row = of(user, id, what);
        if (row.getVersion() != version) {
            throw Refusal.changed(row.getVersion());
        }
        return row;
    }
}
