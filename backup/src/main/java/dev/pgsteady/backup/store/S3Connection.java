package dev.pgsteady.backup.store;

import dev.pgsteady.core.Environment;
import dev.pgsteady.core.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileProperty;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/// The way to a bucket: region, key and limits. The key comes from where all of Amazon's tools look for
/// it: the `AWS_*` variables, `~/.aws`, the machine's own role.
///
/// The library's own retries are off. [Patience] does them, for it knows which failed call may have been
/// carried out.
///
/// @param silence how long nothing may move, in either direction
/// @param attempt how long a whole request may take
record S3Connection(Duration silence, Duration attempt) {
    private static final S3Connection STANDARD = new S3Connection(Duration.ofSeconds(30), Duration.ofMinutes(10));

    static S3Calls open(StoreAddress.S3 address, Environment environment) {
        return STANDARD.calls(address, environment, Patience.standard());
    }

    S3Calls calls(StoreAddress.S3 address, Environment environment, Patience patience) {
        ProfileFile profiles = profiles(environment);
        String profile = environment.variable("AWS_PROFILE").orElse("default");
        S3ClientBuilder builder = S3Client.builder()
                .httpClient(new S3Http(silence))
                .region(region(address, environment, profiles.profile(profile)))
                .credentialsProvider(key(environment, profiles, profile))
                .forcePathStyle(address.pathStyle())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_SUPPORTED)
                .overrideConfiguration(o -> o.defaultProfileFile(profiles)
                        .defaultProfileName(profile)
                        .retryStrategy(DefaultRetryStrategy.doNotRetry())
                        .apiCallAttemptTimeout(attempt));
        address.endpoint().ifPresent(builder::endpointOverride);
        return new S3Calls(address, builder.build(), patience);
    }

    private static AwsCredentialsProvider key(Environment environment, ProfileFile profiles, String profile) {
        Optional<String> id = environment.variable("AWS_ACCESS_KEY_ID");
        Optional<String> secret = environment.variable("AWS_SECRET_ACCESS_KEY");
        if (id.isPresent() && secret.isPresent()) {
            return StaticCredentialsProvider.create(environment
                    .variable("AWS_SESSION_TOKEN")
                    .<software.amazon.awssdk.auth.credentials.AwsCredentials>map(
                            token -> AwsSessionCredentials.create(id.get(), secret.get(), token))
                    .orElseGet(() -> AwsBasicCredentials.create(id.get(), secret.get())));
        }
        return DefaultCredentialsProvider.builder()
                .profileFile(profiles)
                .profileName(profile)
                .build();
    }

    private static ProfileFile profiles(Environment environment) {
        ProfileFile.Aggregator all = ProfileFile.aggregator();
        add(all, environment, "AWS_SHARED_CREDENTIALS_FILE", "credentials");
        add(all, environment, "AWS_CONFIG_FILE", "config");
        return all.build();
    }

    private static void add(ProfileFile.Aggregator all, Environment environment, String variable, String name) {
        Path file = environment
                .variable(variable)
                .map(Path::of)
                .orElse(environment.home().resolve(".aws").resolve(name));
        if (Files.isReadable(file)) {
            all.addFile(ProfileFile.builder()
                    .content(file)
                    .type(name.equals("config") ? ProfileFile.Type.CONFIGURATION : ProfileFile.Type.CREDENTIALS)
                    .build());
        }
    }

    /// Servers other than Amazon's rarely mind the region, but a signature needs one.
    private static Region region(StoreAddress.S3 address, Environment environment, Optional<Profile> profile) {
        return Region.of(address.region()
                .or(() -> environment.variable("AWS_REGION"))
                .or(() -> environment.variable("AWS_DEFAULT_REGION"))
                .or(() -> profile.flatMap(p -> p.property(ProfileProperty.REGION)))
                .or(() -> address.endpoint().map(e -> "us-east-1"))
                .orElseThrow(() -> new Problem(
                        Problem.Kind.CONFIGURATION,
                        "Nothing says in which region the bucket %s is.".formatted(address.bucket()),
                        "Put ?region=… into the address, or set AWS_REGION.")));
    }
}
