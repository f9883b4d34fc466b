package dev.pgsteady.data.proof;

import javax.sql.DataSource;

/// Something that an application does as a whole: a sign-up, a payment.
@FunctionalInterface
public interface Flow {
    /// Does it once. What it throws counts as its saying that it failed.
    ///
    /// @param source the database; the same object as [AtomicityProof#dataSource()]
    void run(DataSource source) throws Exception;
}
