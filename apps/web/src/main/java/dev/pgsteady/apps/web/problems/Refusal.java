package dev.pgsteady.apps.web.problems;

import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/// Why a request is not carried out, in words for the caller.
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ProblemDetail problem;
    private final transient Optional<Duration> wait;

    /// @param detail what is wrong, and what to do about it
    public Refusal(HttpStatus status, String detail) {
        this(ProblemDetail.forStatusAndDetail(status, detail), Optional.empty());
    }

    private Refusal(ProblemDetail problem, Optional<Duration> wait) {
        super(problem.getDetail());
        this.problem = problem;
        this.wait = wait;
    }

    /// Nothing is there by that name, or it is somebody else's: the caller is not told which.
    public static Refusal unknown(String what) {
        return new Refusal(HttpStatus.NOT_FOUND, "There is no such " + what + ".");
    }

    /// Somebody else was faster.
    ///
    /// @param current the version that is there now
    public static Refusal changed(long current) {
        return new Refusal(
                        HttpStatus.CONFLICT,
                        "It was changed by somebody else since. Read it again, then change it again.")
                .with("currentVersion", current);
    }

    /// The same with something more to know.
    public Refusal with(String name, Object value) {
        problem.setProperty(name, value);
        return this;
    }

    /// The same, not before some time is over.
    public Refusal after(Duration time) {
        return new Refusal(problem, Optional.of(time));
    }

    ProblemDetail problem() {
        return problem;
    }

    Optional<Duration> waiting() {
        return wait;
    }
}
