package dev.pgsteady.backup.store;

import dev.pgsteady.core.Environment;
import dev.pgsteady.core.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// A bucket, or what is below a prefix in one.
///
/// An object is written on the condition that there is none of its name. The server's word that it is
/// stored is not taken for it: the object is asked for afterwards, and its size, the checksums that the
/// server knows and the mark of this one writing must be right. That is one request more for each object,
/// without content; for a terabyte in parts of 8 MiB it costs five cents at Amazon's prices. Objects
/// carry their SHA-256, and what is read is held against it.
final class S3Store implements Store {
    /// A request to look is cheaper than content of this size that is refused.
    private static final int LOOK_FIRST = 64 * 1024;

    /// How often an object is written that the server says it stored and does not have.
    private static final int WRITINGS = 3;

    private final S3Calls calls;
    private final List<String> warnings = new ArrayList<>();
    private final AtomicBoolean probed = new AtomicBoolean();
    private volatile boolean conditional = true;

    S3Store(S3Calls calls) {
        this.calls = calls;
    }

    /// @throws Problem CONFIGURATION when there is no region or no key; the bucket is not asked yet
    static S3Store open(StoreAddress.S3 address, Environment environment) {
        S3Store store = new S3Store(S3Connection.open(address, environment));
        address.endpoint()
                .filter(e -> "http".equals(e.getScheme()) && !e.getHost().matches("127\\..*|localhost|\\[::1]"))
                .ifPresent(e -> store.warnings.add(
                        "%s is spoken to without TLS: who listens on the way reads what is not encrypted."
                                .formatted(e)));
        return store;
    }

    @Override
    public String words() {
        return calls.address().words();
    }

    @Override
    public boolean create(ObjectName name, byte[] content) {
        if ((content.length > LOOK_FIRST || !conditional) && head(name).isPresent()) {
            return false;
        }
        for (int writing = 1; ; writing++) {
            S3Upload upload = new S3Upload(calls, name, content);
            S3Upload.Answer answer = sent(upload);
            Optional<HeadObjectResponse> there = head(name, answer == S3Upload.Answer.STORED);
            if (there.filter(upload::stored).isPresent()) {
                probe(upload);
                return true;
            }
            if (answer == S3Upload.Answer.TAKEN || (there.isPresent() && !upload.wrote(there.get()))) {
                return false;
            }
            there.ifPresent(broken -> delete(name));
            if (writing == WRITINGS) {
                throw lies(name, there);
            }
        }
    }

    private S3Upload.Answer sent(S3Upload upload) {
        S3Upload.Answer answer = upload.send(conditional);
        if (answer != S3Upload.Answer.NO_CONDITIONS) {
            return answer;
        }
        withoutConditions();
        return head(upload.name()).isPresent() ? S3Upload.Answer.TAKEN : upload.send(false);
    }

    private Problem lies(ObjectName name, Optional<HeadObjectResponse> there) {
        return new Problem(
                Problem.Kind.STORE,
                "%s said %d times that it stored %s, and %s."
                        .formatted(
                                words(),
                                WRITINGS,
                                name,
                                there.isPresent() ? "has it with other content" : "does not have it"),
                "Do not keep backups there before its operator has found out why.");
    }

    /// Writes the first small object once more: a server that keeps its promise refuses, and another one
    /// writes what is there already.
    private void probe(S3Upload upload) {
        if (!conditional || upload.size() > LOOK_FIRST || probed.getAndSet(true)) {
            return;
        }
        if (upload.send(true) != S3Upload.Answer.TAKEN) {
            withoutConditions();
        }
    }

    private synchronized void withoutConditions() {
        if (conditional) {
            conditional = false;
            warnings.add(
                    words() + " cannot be told to write only where nothing is (If-None-Match). Two backups at the same"
                            + " time could both believe that they are alone: let only one machine write to it, or use another"
                            + " server.");
        }
    }

    @Override
    public synchronized List<String> warnings() {
        return List.copyOf(warnings);
    }

    private Optional<HeadObjectResponse> head(ObjectName name) {
        return head(name, false);
    }

    /// @param written whether something was just written there
    private Optional<HeadObjectResponse> head(ObjectName name, boolean written) {
        return calls.call("looked for", name, client -> {
            try {
                HeadObjectResponse there = client.headObject(b ->
                        b.bucket(calls.address().bucket()).key(calls.key(name)).checksumMode(ChecksumMode.ENABLED));
                return Optional.of(written ? S3Upload.requireMark(there) : S3Upload.requireWhole(there));
            } catch (S3Exception e) {
                if (e.statusCode() == 404) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    @Override
    public byte[] read(ObjectName name) {
        Optional<byte[]> content = calls.call("read", name, client -> read(client, name));
        return content.orElseThrow(() -> FolderStore.missing(this, name));
    }

    private Optional<byte[]> read(S3Client client, ObjectName name) throws S3Upload.Spoilt {
        try {
            ResponseBytes<GetObjectResponse> response = client.getObjectAsBytes(
                    b -> b.bucket(calls.address().bucket()).key(calls.key(name)).checksumMode(ChecksumMode.ENABLED));
            byte[] content = response.asByteArrayUnsafe();
            S3Upload.requireSame(response.response(), content);
            return Optional.of(content);
        } catch (S3Exception e) {
            if (e.statusCode() == 404 && !S3Calls.code(e).equals("NoSuchBucket")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public List<StoredObject> list(String prefix) {
        List<StoredObject> found = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            Optional<String> from = next;
            ListObjectsV2Response page = calls.call(
                    "listed",
                    client -> client.listObjectsV2(b -> b.bucket(calls.address().bucket())
                            .prefix(calls.address().prefix() + prefix)
                            .continuationToken(from.orElse(null))));
            page.contents().forEach(o -> calls.name(o.key()).ifPresent(n -> found.add(new StoredObject(n, o.size()))));
            next = Optional.ofNullable(page.nextContinuationToken())
                    .filter(t -> Boolean.TRUE.equals(page.isTruncated()));
            requireProgress(from, next);
        } while (next.isPresent());
        found.sort(Comparator.comparing(StoredObject::name));
        return List.copyOf(found);
    }

    private void requireProgress(Optional<String> from, Optional<String> next) {
        if (next.isPresent() && next.equals(from)) {
            throw new Problem(
                    Problem.Kind.STORE,
                    "%s gives the same page of its listing again and again.".formatted(words()),
                    "It does not speak S3 as it should: use another server.");
        }
    }

    @Override
    public void delete(ObjectName name) {
        calls.call("deleted", name, client -> {
            try {
                return client.deleteObject(
                        b -> b.bucket(calls.address().bucket()).key(calls.key(name)));
            } catch (S3Exception e) {
                if (e.statusCode() == 404 && S3Calls.code(e).equals("NoSuchKey")) {
                    return e;
                }
                throw e;
            }
        });
    }

    /// What was answered is stored.
    @Override
    public void flush() {}

    /// Uploads in several parts that were never finished: they cost money and no listing shows them.
    @Override
    public int sweep(Instant before) {
        List<MultipartUpload> unfinished = calls.call(
                "swept",
                client -> client
                        .listMultipartUploadsPaginator(
                                b -> b.bucket(calls.address().bucket())
                                        .prefix(calls.address().prefix()))
                        .uploads()
                        .stream()
                        .filter(u -> u.initiated().isBefore(before))
                        .filter(u -> calls.name(u.key()).isPresent())
                        .toList());
        return (int) unfinished.stream()
                .filter(u -> S3Upload.abort(calls, u.key(), u.uploadId()))
                .count();
    }

    @Override
    public void close() {
        calls.close();
    }
}
