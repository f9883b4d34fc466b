package dev.pgsteady.cli;

import dev.pgsteady.core.Problem;
import dev.pgsteady.migrate.Address;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Where a database is wanted: a word before the database, or an option.
final class PlaceOption {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "PLACE",
            description = {
                "As --to. A word that could be a place is one:",
                "say a database with such a name as dbname=cafe."
            })
    private Optional<String> first = Optional.empty();

    @Option(
            names = "--to",
            paramLabel = "PLACE",
            description = "head, heads, base, +2, -1, an id or its first digits, or 4f1c~1 for the one before it.")
    private Optional<String> to = Optional.empty();

    /// What was said, when anything was.
    ///
    /// @param target is told when the first word is its database
    Optional<Address> said(TargetOption target) {
        if (first.isPresent() && target.target.isEmpty() && (to.isPresent() || !Address.isWritten(first.get()))) {
            target.target = first;
            first = Optional.empty();
        }
        if (first.isPresent() && to.isPresent()) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    "The place is said twice, as " + first.get() + " and as " + to.get() + ".",
                    "Say it once: before the database, or with --to.");
        }
        return to.or(() -> first).map(Address::parse);
    }
}
