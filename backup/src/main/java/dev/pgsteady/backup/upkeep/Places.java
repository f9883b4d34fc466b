package dev.pgsteady.backup.upkeep;

import dev.pgsteady.backup.Repository;
import dev.pgsteady.backup.store.Store;
import dev.pgsteady.backup.store.Stores;
import dev.pgsteady.core.Environment;
import dev.pgsteady.core.Secret;
import java.util.Optional;

/// Where the backups are and what opens them.
///
/// @param address     of the repository's store
/// @param passphrase  opens it and its copies; empty when none is known
/// @param environment holds what the stores ask for besides
public record Places(String address, Optional<Secret> passphrase, Environment environment) {
    /// The repository.
    ///
    /// @throws dev.pgsteady.core.Problem STORE when it is not there or away; KEY
    public Repository repository() {
        return at(address);
    }

    /// The repository, or a copy of it, in another store.
    Repository at(String place) {
        return Repository.open(store(place), passphrase);
    }

    Store store(String place) {
        return Stores.open(place, environment);
    }
}
