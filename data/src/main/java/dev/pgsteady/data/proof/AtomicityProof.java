package dev.pgsteady.data.proof;

import dev.pgsteady.core.ConnectionSettings;
import dev.pgsteady.core.Database;
import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.StatementWords;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/// Proves that flows are atomic.
///
/// ```java
/// AtomicityProof proof = AtomicityProof.on(testDatabase);
/// SignUp signUp = new SignUp(proof.dataSource());
/// proof.prove("sign-up", source -> signUp.register("ann@example.org"))
///         .write(ProofResult.FOLDER)
///         .mustHold();
/// ```
///
/// The flow is run once undisturbed, then twice for each statement that it sends: with an SQL error in its place, and
/// with its session ended just before; and undisturbed once more. Each run begins with a copy of the same rows, which
/// are compared afterwards. Nothing may have changed, or the same in every table as in the undisturbed run; and a flow
/// that says it went well must have done all. Values that differ between the two undisturbed runs are made up anew each
/// time, such as ids and times: of them it counts only whether they are there. Sequences are left out: PostgreSQL
/// never takes their steps back.
public final class AtomicityProof {
    private final ConnectionSettings original;
    private final WatchedSource source = new WatchedSource();

    private AtomicityProof(ConnectionSettings original) {
        this.original = original;
    }

    /// On copies of this database. It should be small, as each copy takes its time; nobody may be connected to
    /// it, and the role needs CREATEDB.
    public static AtomicityProof on(ConnectionSettings original) {
        return new AtomicityProof(original);
    }

    /// What the flow has to use. It may be handed to an application before the first proof; its connections
    /// work while a proof is under way.
    public DataSource dataSource() {
        return source;
    }

    /// What a run did.
    ///
    /// @param failure what it threw
    /// @param changes what it did to the rows
    private record Outcome(List<String> statements, Optional<Exception> failure, Changes changes) {}

    /// A run that was broken.
    ///
    /// @param number of the statement, from 1
    private record Try(int number, Fault fault, Outcome outcome) {}

    /// Breaks a flow at every statement.
    ///
    /// @param name its name in the result: letters, digits, `.`, `_` and `-`
    /// @throws IllegalStateException when the flow fails undisturbed, changes nothing, or does other things the
    ///     second time
    /// @throws dev.pgsteady.core.Problem when no copies can be made
    public ProofResult prove(String name, Flow flow) {
        if (!ProofResult.named(name)) {
            throw new IllegalArgumentException("a flow's name is of letters, digits, '.', '_' and '-': " + name);
        }
        try (Clones clones = new Clones(original)) {
            Rows before = before(clones);
            Outcome whole = run(clones, before, flow, new Saboteur(0, Fault.SQL_ERROR, clones.admin()));
            requireSound(name, whole);
            List<Try> tries = new ArrayList<>();
            for (int number = 1; number <= whole.statements().size(); number++) {
                for (Fault fault : Fault.values()) {
                    tries.add(new Try(
                            number, fault, run(clones, before, flow, new Saboteur(number, fault, clones.admin()))));
                }
            }
            // The last of all, so that a clock that stood still for the first one has gone on.
            clones.stepped();
            Outcome again = run(clones, before, flow, new Saboteur(0, Fault.SQL_ERROR, clones.admin()));
            return result(name, whole, tries, madeUp(name, whole, again));
        } catch (SQLException e) {
            throw StatementWords.of(e);
        }
    }

    private static Map<QualifiedName, Set<String>> madeUp(String name, Outcome whole, Outcome again) {
        requireSound(name, again);
        return whole.changes()
                .madeUp(again.changes())
                .orElseThrow(() -> new IllegalStateException("%s does not do the same each time: %s, then %s"
                        .formatted(
                                name, whole.changes().words(), again.changes().words())));
    }

    private static ProofResult result(
            String name, Outcome whole, List<Try> tries, Map<QualifiedName, Set<String>> madeUp) {
        List<ProofResult.Half> halves = new ArrayList<>();
        for (Try t : tries) {
            left(whole, t.outcome(), madeUp)
                    .ifPresent(left -> halves.add(
                            new ProofResult.Half(t.number(), whole.statements().get(t.number() - 1), t.fault(), left)));
        }
        return new ProofResult(name, whole.statements().size(), tries.size(), halves);
    }

    private static Rows before(Clones clones) throws SQLException {
        try (Connection connection = Database.connect(clones.fresh())) {
            return Rows.of(connection);
        }
    }

    private static void requireSound(String name, Outcome whole) {
        if (whole.failure().isPresent()) {
            throw new IllegalStateException(
                    name + " fails without anything in its way", whole.failure().get());
        }
        if (whole.changes().none()) {
            throw new IllegalStateException(name + " changes no row of any table, so nothing can be half done");
        }
    }

    private Outcome run(Clones clones, Rows before, Flow flow, Saboteur saboteur) throws SQLException {
        ConnectionSettings copy = clones.fresh();
        source.begin(new WatchedSource.Run(copy, saboteur));
        Optional<Exception> failure = Optional.empty();
        try {
            flow.run(source);
        } catch (Exception e) {
            failure = Optional.of(e);
        } finally {
            source.end();
        }
        try (Connection connection = Database.connect(copy)) {
            Changes changes = before.to(Rows.of(connection));
            if (!changes.none()) {
                clones.spoilt();
            }
            return new Outcome(saboteur.seen(), failure, changes);
        }
    }

    /// What is wrong with what a broken run left; empty when nothing is.
    private static Optional<String> left(Outcome whole, Outcome broken, Map<QualifiedName, Set<String>> madeUp) {
        if (!broken.changes().none()) {
            return broken.changes().unlike(whole.changes(), madeUp).map(unlike -> "it left " + unlike);
        }
        return broken.failure().isPresent()
                ? Optional.empty()
                : Optional.of("it said that it went well and did nothing");
    }
}
