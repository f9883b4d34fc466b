package dev.pgsteady.apps.manifest.people;

import dev.pgsteady.apps.web.problems.Refusal;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;

/// Reads the words that stand for one of a few things in a query or a path.
public final class Words {
    private Words() {}

    /// The one that a word stands for.
    ///
    /// @param what what it is called in the request
    /// @throws Refusal when it is none of them
    public static <E> E read(E[] all, Function<E, String> word, String what, String said) {
        return Arrays.stream(all)
                .filter(one -> word.apply(one).equals(said))
                .findFirst()
                .orElseThrow(() -> new Refusal(
                        HttpStatus.BAD_REQUEST,
                        "The parameter '" + what + "' is one of "
                                + Arrays.stream(all).map(word).collect(Collectors.joining(", ")) + "."));
    }
}
