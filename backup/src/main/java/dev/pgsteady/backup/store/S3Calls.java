package dev.pgsteady.backup.store;

import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Calls a bucket's server, again when that may help, and says what went wrong in the end.
record S3Calls(StoreAddress.S3 address, S3Client client, Patience patience) implements AutoCloseable {
    /// One call.
    interface Call<T> {
        T on(S3Client client) throws Exception;
    }

    /// @param done what could not be done to the bucket, as in `listed`
    <T> T call(String done, Call<T> call) {
        return patience.call(() -> call.on(client), new S3Judge(this, words(), done));
    }

    /// @param done what could not be done to the object, as in `read`
    <T> T call(String done, ObjectName name, Call<T> call) {
        return patience.call(() -> call.on(client), new S3Judge(this, name + " in " + words(), done));
    }

    String words() {
        return address.words();
    }

    String key(ObjectName name) {
        return address.prefix() + name;
    }

    /// Empty for a key that is not one of a repository's objects.
    Optional<ObjectName> name(String key) {
        return key.startsWith(address.prefix())
                ? ObjectName.of(key.substring(address.prefix().length()))
                : Optional.empty();
    }

    /// The server's word for what is wrong; empty when it had none, as in all answers to HEAD.
    static String code(S3Exception e) {
        return Optional.ofNullable(e.awsErrorDetails())
                .flatMap(d -> Optional.ofNullable(d.errorCode()))
                .orElse("");
    }

    @Override
    public void close() {
        client.close();
    }
}
