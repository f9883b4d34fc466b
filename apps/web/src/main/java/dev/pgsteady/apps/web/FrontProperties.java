package dev.pgsteady.apps.web;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// What may be different in front of an application, under `front`.
///
/// @param access        how long a token for requests is good
/// @param refresh       how long one may go on without a password
/// @param keys          the folder with the keys that tokens are signed with; empty for the state directory
/// @param largestBody   what a request may bring at most
/// @param largestUpload what it may bring when it is a picture
/// @param open          paths that nobody has to sign in for, besides those of signing in
/// @param tries         passwords that may be wrong for one name at once, at least 1; after them one more in each
///                      `tries`th part of a quarter of an hour, the same for all instances. The right one gives
///                      all of them back
@ConfigurationProperties("front")
public record FrontProperties(
        @DefaultValue("10m") Duration access,
        @DefaultValue("14d") Duration refresh,
        @DefaultValue("") String keys,
        @DefaultValue("256KB") DataSize largestBody,
        @DefaultValue("256KB") DataSize largestUpload,
        @DefaultValue({}) java.util.List<String> open,
        @DefaultValue("10") int tries) {
    public FrontProperties {
        open = java.util.List.copyOf(open);
    }
}
