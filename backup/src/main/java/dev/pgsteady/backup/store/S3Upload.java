package dev.pgsteady.backup.store;

import dev.pgsteady.core.Problem;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// One writing of one object: its content, its SHA-256, and a mark by which it is known again when the
/// answer was lost.
final class S3Upload {
    /// Larger objects go in several parts of this size.
    static final int PART = 16 * 1024 * 1024;

    private static final String SHA256 = "pgsteady-sha256";
    private static final String MARK = "pgsteady-writing";

    private final S3Calls calls;
    private final ObjectName name;
    private final byte[] content;
    private final byte[] sha256;
    private final String mark = UUID.randomUUID().toString();

    S3Upload(S3Calls calls, ObjectName name, byte[] content) {
        this.calls = calls;
        this.name = name;
        this.content = content;
        this.sha256 = sha256(content, 0, content.length);
    }

    /// What the server said.
    enum Answer {
        STORED,
        /// There is an object of that name.
        TAKEN,
        /// It cannot be told to write only where nothing is.
        NO_CONDITIONS
    }

    ObjectName name() {
        return name;
    }

    int size() {
        return content.length;
    }

    /// @param conditional whether the server shall refuse when there is an object of that name
    Answer send(boolean conditional) {
        Optional<String> condition = conditional ? Optional.of("*") : Optional.empty();
        return content.length > PART ? inParts(condition.orElse(null)) : atOnce(condition.orElse(null));
    }

    private Answer atOnce(@Nullable String condition) {
        return calls.call(
                "written",
                name,
                client -> answer(
                        condition,
                        () -> client.putObject(
                                b -> b.bucket(calls.address().bucket())
                                        .key(calls.key(name))
                                        .checksumSHA256(base64(sha256))
                                        .metadata(metadata())
                                        .ifNoneMatch(condition),
                                RequestBody.fromBytes(content))));
    }

    private static Answer answer(@Nullable String condition, Runnable call) {
        try {
            call.run();
            return Answer.STORED;
        } catch (S3Exception e) {
            if (e.statusCode() == 412) {
                return Answer.TAKEN;
            }
            if (e.statusCode() == 501 && condition != null) {
                return Answer.NO_CONDITIONS;
            }
            throw e;
        }
    }

    private Answer inParts(@Nullable String condition) {
        String upload = calls.call(
                "begun",
                name,
                client -> client.createMultipartUpload(
                                b -> b.bucket(calls.address().bucket())
                                        .key(calls.key(name))
                                        .checksumAlgorithm(ChecksumAlgorithm.SHA256)
                                        .metadata(metadata()))
                        .uploadId());
        Answer answer = Answer.TAKEN;
        try {
            answer = complete(condition, upload, parts(upload));
            return answer;
        } finally {
            if (answer != Answer.STORED) {
                abort(calls, calls.key(name), upload);
            }
        }
    }

    private List<CompletedPart> parts(String upload) {
        List<CompletedPart> parts = new ArrayList<>();
        for (int from = 0; from < content.length; from += PART) {
            int offset = from;
            int length = Math.min(PART, content.length - from);
            int number = parts.size() + 1;
            String checksum = base64(sha256(content, offset, length));
            String tag = calls.call(
                    "written",
                    name,
                    client -> client.uploadPart(
                                    b -> b.bucket(calls.address().bucket())
                                            .key(calls.key(name))
                                            .uploadId(upload)
                                            .partNumber(number)
                                            .checksumSHA256(checksum),
                                    RequestBody.fromInputStream(
                                            new java.io.ByteArrayInputStream(content, offset, length), length))
                            .eTag());
            parts.add(CompletedPart.builder()
                    .partNumber(number)
                    .eTag(tag)
                    .checksumSHA256(checksum)
                    .build());
        }
        return parts;
    }

    /// An upload that is not known any more was completed by a try whose answer was lost: what is there
    /// shows it.
    private Answer complete(@Nullable String condition, String upload, List<CompletedPart> parts) {
        return calls.call("completed", name, client -> {
            try {
                return answer(
                        condition,
                        () -> client.completeMultipartUpload(
                                b -> b.bucket(calls.address().bucket())
                                        .key(calls.key(name))
                                        .uploadId(upload)
                                        .multipartUpload(u -> u.parts(parts))
                                        .ifNoneMatch(condition)));
            } catch (S3Exception e) {
                if (e.statusCode() == 404) {
                    return Answer.STORED;
                }
                throw e;
            }
        });
    }

    /// What cannot be aborted now is found by a sweep.
    ///
    /// @return whether it was
    static boolean abort(S3Calls calls, String key, String upload) {
        try {
            calls.call(
                    "aborted",
                    client -> client.abortMultipartUpload(
                            b -> b.bucket(calls.address().bucket()).key(key).uploadId(upload)));
            return true;
        } catch (Problem later) {
            return false;
        }
    }

    private Map<String, String> metadata() {
        return Map.of(SHA256, HexFormat.of().formatHex(sha256), MARK, mark);
    }

    /// Whether an object that is there comes from this writing.
    boolean wrote(HeadObjectResponse there) {
        return mark.equals(there.metadata().get(MARK));
    }

    /// Whether an object that is there comes from this writing and is whole. A checksum with a dash is
    /// one of checksums.
    boolean stored(HeadObjectResponse there) {
        String checksum = Optional.ofNullable(there.checksumSHA256()).orElse("-");
        return wrote(there)
                && there.contentLength() == content.length
                && (checksum.contains("-") || checksum.equals(base64(sha256)));
    }

    /// An answer without a length was cut off within its head: the HTTP library takes the rest for nothing.
    static HeadObjectResponse requireWhole(HeadObjectResponse there) throws Spoilt {
        if (there.contentLength() == null) {
            throw new Spoilt("the answer breaks off");
        }
        return there;
    }

    /// What was just written bears a mark, this one or that of another writer who came in between.
    static HeadObjectResponse requireMark(HeadObjectResponse there) throws Spoilt {
        if (!there.metadata().containsKey(MARK)) {
            throw new Spoilt("the answer lacks the object's metadata");
        }
        return requireWhole(there);
    }

    /// Holds content against what the answer says of it.
    static void requireSame(GetObjectResponse said, byte[] content) throws Spoilt {
        String wanted = said.metadata().getOrDefault(SHA256, "");
        if (said.contentLength() == null || said.contentLength() != content.length) {
            throw new Spoilt("the answer breaks off");
        }
        if (!wanted.isEmpty() && !wanted.equals(HexFormat.of().formatHex(sha256(content, 0, content.length)))) {
            throw new Spoilt("the content does not fit its SHA-256");
        }
    }

    /// What came is not what was stored.
    static final class Spoilt extends Exception {
        private static final long serialVersionUID = 1L;

        private Spoilt(String what) {
            super(what);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] sha256(byte[] bytes, int offset, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, offset, length);
            return digest.digest();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
