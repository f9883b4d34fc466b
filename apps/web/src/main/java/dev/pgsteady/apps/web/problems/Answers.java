package dev.pgsteady.apps.web.problems;

import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceException;
import jakarta.validation.ConstraintViolationException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/// Turns what went wrong into an answer. What the database refuses is told by the constraint's meaning, never by its
/// statement; what is our own fault is logged and not told at all.
@RestControllerAdvice
class Answers extends ResponseEntityExceptionHandler {
    private static final System.Logger LOG = System.getLogger(Answers.class.getName());
    private static final int SECONDS = 5;

    @ExceptionHandler(Refusal.class)
    ResponseEntity<Object> refused(Refusal refusal) {
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(refusal.problem().getStatus());
        refusal.waiting().ifPresent(t -> answer.header(HttpHeaders.RETRY_AFTER, Long.toString(t.toSeconds())));
        return answer.body(refusal.problem());
    }

    @ExceptionHandler({OptimisticLockingFailureException.class, OptimisticLockException.class})
    ProblemDetail changed(Exception e) {
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.CONFLICT, "It was changed by somebody else since. Read it again, then change it again.");
    }

    @ExceptionHandler(ConstraintViolationException.class)
    ProblemDetail violated(ConstraintViolationException e) {
        return fields(e.getConstraintViolations().stream()
                .map(v -> Map.of("field", v.getPropertyPath().toString(), "message", v.getMessage()))
                .toList());
    }

    @ExceptionHandler({
        DataAccessException.class,
        CannotCreateTransactionException.class,
        TransactionSystemException.class,
        PersistenceException.class,
        dev.pgsteady.core.Problem.class
    })
    ResponseEntity<Object> database(Exception e) {
        Optional<SQLException> cause = cause(e, SQLException.class);
        String state = cause.map(SQLException::getSQLState).orElse("");
        return switch (state) {
            case "23505" -> body(HttpStatus.CONFLICT, "There is one like it already.", constraint(cause));
            case "23503" -> body(HttpStatus.CONFLICT, "It names something that is not there.", constraint(cause));
            case "23514", "23502", "22001", "22003", "22P02", "22021", "22007", "22008", "23P01" ->
                body(HttpStatus.UNPROCESSABLE_CONTENT, "The values do not fit together.", constraint(cause));
            case "40001", "40P01", "55P03" -> busy("Too many changed the same thing at once. Try again.");
            case "57014" -> busy("It took too long and was given up; nothing was changed.");
            default -> away(e, state);
        };
    }

    /// A database that is away is told as such: the caller may come back.
    private ResponseEntity<Object> away(Exception e, String state) {
        boolean away = state.startsWith("08")
                || state.startsWith("57P")
                || state.startsWith("53")
                || e instanceof CannotCreateTransactionException
                || cause(e, java.sql.SQLTransientConnectionException.class).isPresent();
        if (away) {
            LOG.log(System.Logger.Level.WARNING, "the database is away: {0}", e.getMessage());
            return busy("The database does not answer at the moment. Try again.");
        }
        return unforeseen(e);
    }

    @ExceptionHandler(RuntimeException.class)
    ResponseEntity<Object> unforeseen(Exception e) {
        LOG.log(System.Logger.Level.ERROR, "a request failed", e);
        return ResponseEntity.internalServerError()
                .body(ProblemDetail.forStatusAndDetail(
                        HttpStatus.INTERNAL_SERVER_ERROR, "Something is wrong on our side. It has been written down."));
    }

    @Override
    protected ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return ResponseEntity.unprocessableContent()
                .body(fields(e.getBindingResult().getFieldErrors().stream()
                        .map(f -> Map.of("field", f.getField(), "message", String.valueOf(f.getDefaultMessage())))
                        .toList()));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        Optional<BodyLimit.TooLarge> large = cause(e, BodyLimit.TooLarge.class);
        if (large.isPresent()) {
            return body(HttpStatus.CONTENT_TOO_LARGE, String.valueOf(large.get().getMessage()), Optional.empty());
        }
        return body(
                HttpStatus.BAD_REQUEST,
                "The body cannot be read: it is no JSON, or a value has another type than it should.",
                Optional.empty());
    }

    private static ProblemDetail fields(List<Map<String, String>> errors) {
        ProblemDetail problem =
                ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_CONTENT, "Some fields are missing or wrong.");
        problem.setProperty("errors", errors);
        return problem;
    }

    private static ResponseEntity<Object> busy(String detail) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, Integer.toString(SECONDS))
                .body(ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, detail));
    }

    private static ResponseEntity<Object> body(HttpStatus status, String detail, Optional<String> constraint) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        constraint.ifPresent(name -> problem.setProperty("constraint", name));
        return ResponseEntity.status(status).body(problem);
    }

    private static Optional<String> constraint(Optional<SQLException> cause) {
        return cause.filter(PSQLException.class::isInstance)
                .map(e -> ((PSQLException) e).getServerErrorMessage())
                .map(ServerErrorMessage::getConstraint);
    }

    private static <T extends Throwable> Optional<T> cause(Throwable e, Class<T> type) {
        Throwable at = e;
        for (int depth = 0; at != null && depth < 20; depth++) {
            if (type.isInstance(at)) {
                return Optional.of(type.cast(at));
            }
            at = at.getCause();
        }
        return Optional.empty();
    }
}
