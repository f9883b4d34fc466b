package dev.pgsteady.backup.store;

import dev.pgsteady.core.Problem;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// What a failed call to an S3 server means: whether it may pass, and what to tell.
///
/// @param what the bucket or the object
/// @param done what could not be done to it, as in `listed`
record S3Judge(S3Calls calls, String what, String done) implements Patience.Judge {
    private static final Set<Integer> PASSING = Set.of(408, 409, 425, 429, 500, 502, 503, 504);
    private static final Set<String> PASSING_CODES =
            Set.of("RequestTimeout", "SlowDown", "InternalError", "ServiceUnavailable", "Throttling", "BadDigest");
    private static final String KEYS =
            "Correct AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or the profile of ~/.aws/credentials.";

    @Override
    public Optional<Duration> again(Exception failure) {
        return switch (failure) {
            case S3Exception e
            when PASSING.contains(e.statusCode()) || PASSING_CODES.contains(S3Calls.code(e)) ->
                Optional.of(retryAfter(e));
            case S3Upload.Spoilt e -> Optional.of(Duration.ZERO);
            case SdkClientException e when passing(e) -> Optional.of(Duration.ZERO);
            default -> Optional.empty();
        };
    }

    private static boolean passing(SdkClientException e) {
        boolean tls = caused(e, SSLHandshakeException.class) || caused(e, SSLPeerUnverifiedException.class);
        return !keyless(e)
                && !tls
                && (e.retryable() || timedOut(e) || caused(e, IOException.class) || checksum(e) || garbled(e));
    }

    /// An answer that breaks off within its head or its XML.
    private static boolean garbled(SdkClientException e) {
        return String.valueOf(e.getMessage()).contains("unmarshall");
    }

    private static boolean timedOut(SdkClientException e) {
        return e instanceof ApiCallAttemptTimeoutException || e instanceof ApiCallTimeoutException;
    }

    private static boolean checksum(SdkClientException e) {
        return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("checksum");
    }

    private static boolean keyless(SdkClientException e) {
        return String.valueOf(e.getMessage()).contains("Unable to load credentials");
    }

    private static boolean caused(Throwable e, Class<? extends Throwable> type) {
        return Stream.iterate(e, t -> t != null, Throwable::getCause).limit(20).anyMatch(type::isInstance);
    }

    /// Seconds; the form with a date is as good as none.
    private static Duration retryAfter(S3Exception e) {
        return header(e, "Retry-After")
                .filter(v -> v.matches("\\d{1,6}"))
                .map(v -> Duration.ofSeconds(Long.parseLong(v)))
                .orElse(Duration.ZERO);
    }

    private static Optional<String> header(S3Exception e, String name) {
        return Optional.ofNullable(e.awsErrorDetails())
                .flatMap(d -> Optional.ofNullable(d.sdkHttpResponse()))
                .flatMap(r -> r.firstMatchingHeader(name));
    }

    @Override
    public Problem problem(Exception failure, int attempts) {
        return switch (failure) {
            case S3Exception e -> refused(telling(e), attempts);
            case S3Upload.Spoilt e when done.equals("read") -> spoilt(e, attempts);
            case SdkClientException e when done.equals("read") && checksum(e) -> spoilt(e, attempts);
            default -> unreached(failure, attempts);
        };
    }

    private Problem spoilt(Exception e, int attempts) {
        return new Problem(
                Problem.Kind.DAMAGED,
                "%s: what came is not what was stored%s.".formatted(what, times(attempts)),
                "Do not restore from it: run 'pgsteady backup verify', and copy the object from another store.",
                e);
    }

    /// Answers to HEAD have no words. A listing meets the same refusal with words.
    private S3Exception telling(S3Exception e) {
        if (!S3Calls.code(e).isEmpty() || !Set.of(301, 400, 403).contains(e.statusCode())) {
            return e;
        }
        try {
            calls.client()
                    .listObjectsV2(b -> b.bucket(calls.address().bucket())
                            .prefix(calls.address().prefix())
                            .maxKeys(1));
            return e;
        } catch (S3Exception withWords) {
            return withWords;
        } catch (SdkClientException none) {
            return e;
        }
    }

    private Problem refused(S3Exception e, int attempts) {
        String code = S3Calls.code(e);
        String said = "HTTP " + e.statusCode() + (code.isEmpty() ? "" : " " + code);
        return new Problem(
                code.equals("InsufficientStorage") || e.statusCode() == 507
                        ? Problem.Kind.DISK_FULL
                        : Problem.Kind.STORE,
                "%s could not be %s: %s%s%s.".formatted(what, done, said, words(e), times(attempts)),
                next(e, code),
                e);
    }

    private static String times(int attempts) {
        return attempts == 1 ? "" : " (tried %d times)".formatted(attempts);
    }

    /// The server's own sentence where it says more than its code.
    private static String words(S3Exception e) {
        return Optional.ofNullable(e.awsErrorDetails())
                .flatMap(d -> Optional.ofNullable(d.errorMessage()))
                .filter(m -> e.statusCode() == 403 && m.length() < 300 && !m.contains("ignature"))
                .map(m -> ", " + m.strip().replaceAll("\\.+$", ""))
                .orElse("");
    }

    private String next(S3Exception e, String code) {
        String region = header(e, "x-amz-bucket-region").orElse("");
        return switch (code) {
            case "SignatureDoesNotMatch" -> "The secret key is not the right one. " + KEYS;
            case "InvalidAccessKeyId" -> "The server does not know the key. " + KEYS;
            case "ExpiredToken", "InvalidToken", "TokenRefreshRequired" ->
                "The session's token has run out: log in again, or use a key that lasts.";
            case "RequestTimeTooSkewed" -> "Set this machine's clock: it is too far from the server's.";
            case "NoSuchBucket" -> "Make the bucket, or correct its name in the address.";
            case "NotImplemented" -> "This server lacks what backups need: use another one.";
            case "AuthorizationHeaderMalformed", "PermanentRedirect", "IllegalLocationConstraintException" ->
                inRegion(region);
            default -> byStatus(e, region);
        };
    }

    private static String inRegion(String region) {
        return region.isEmpty()
                ? "The bucket is in another region: put ?region=… into the address."
                : "The bucket is in the region %s: put ?region=%s into the address.".formatted(region, region);
    }

    private String byStatus(S3Exception e, String region) {
        if (locked(e)) {
            return "The bucket's Object Lock keeps it until its time has come: prune again after that.";
        }
        return switch (e.statusCode()) {
            case 301, 307, 400 -> region.isEmpty() ? "Look at the address, and at the server's log." : inRegion(region);
            case 403, 405 ->
                done.equals("deleted")
                        ? "Allow s3:DeleteObject there, or leave the deleting to the bucket's lifecycle rules."
                        : "Allow the key s3:ListBucket on the bucket and s3:GetObject, s3:PutObject below the prefix.";
            case 404 -> "Look at the bucket's name in the address.";
            default -> "Wait and run it again; if it stays so, ask the operator of the server.";
        };
    }

    private static boolean locked(S3Exception e) {
        String all = (S3Calls.code(e) + " " + e.getMessage()).toLowerCase(Locale.ROOT);
        return Stream.of("object lock", "objectlock", "worm", "retention", "legal hold")
                .anyMatch(all::contains);
    }

    private Problem unreached(Exception e, int attempts) {
        Throwable root = Stream.iterate((Throwable) e, t -> t != null, Throwable::getCause)
                .limit(20)
                .reduce(e, (first, second) -> second);
        String said =
                Optional.ofNullable(root.getMessage()).orElse(root.getClass().getSimpleName());
        String next = "Look whether the server runs and can be reached from here, then run it again.";
        if (e instanceof SdkClientException client && keyless(client)) {
            said = "no key was found";
            next = "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a profile of ~/.aws/credentials with"
                    + " AWS_PROFILE.";
        } else if (caused(e, SSLException.class)) {
            next = "Look at the server's certificate, and whether this machine trusts who signed it.";
        } else if (caused(e, UnresolvedAddressException.class) || caused(e, UnknownHostException.class)) {
            said = "its host is not known";
            next = "Correct the endpoint or the region in the address.";
        } else if (caused(e, ConnectException.class)) {
            said = "the connection was refused";
        }
        return new Problem(
                Problem.Kind.STORE, "%s could not be %s: %s%s.".formatted(what, done, said, times(attempts)), next, e);
    }
}
