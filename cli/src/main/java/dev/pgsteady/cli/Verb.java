package dev.pgsteady.cli;

import dev.pgsteady.core.Problem;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/// A verb of the command line. Announces itself (`@AutoService(Verb.class)`), so that adding one is adding its class.
public abstract class Verb implements Callable<Integer> {
    /// What every verb understands.
    @Mixin
    final CommonOptions common = new CommonOptions();

    /// Does the work.
    ///
    /// @return the exit code: 0, or 1 where the verb's page says so
    /// @throws Problem when something outside goes wrong
    abstract int run(Console console);

    /// Whether it can be run with nothing else on the line: every field then has the value that its declaration
    /// gives it.
    boolean standsAlone() {
        return true;
    }

    /// The type of what can be done with it, each with a word of its own behind this one's; most verbs have nothing of
    /// the kind.
    Optional<Class<? extends Verb>> actions() {
        return Optional.empty();
    }

    /// The position in the list of verbs that `--help` prints; the day's work first.
    abstract int order();

    @Override
    public final Integer call() {
        return run(common.console());
    }
}
