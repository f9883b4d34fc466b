package dev.pgsteady.apps.web.signin;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.pgsteady.apps.web.FrontProperties;
import dev.pgsteady.core.PrivateFiles;
import dev.pgsteady.core.Problem;
import dev.pgsteady.embedded.Directories;
import dev.pgsteady.embedded.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// The keys that tokens are signed with, in a file that only its owner can read. A start at
/// which the newest is a month old makes a new one; the one before it stays as long as tokens signed by it may be
/// about.
// The library takes dates of java.util.
@SuppressWarnings("JavaUtilDate")
@Component
public final class SigningKeys {
    private static final Duration MONTH = Duration.ofDays(30);
    private static final int KEPT = 2;

    private final Path folder;
    private final Path file;
    private List<JWK> keys;

    SigningKeys(FrontProperties properties, @Value("${spring.application.name:app}") String application) {
        this.folder = properties.keys().isBlank()
                ? Directories.of(Machine.here()).state().resolve("apps").resolve(application)
                : Path.of(properties.keys());
        this.file = folder.resolve("signing-keys.json");
        this.keys = read();
        if (keys.isEmpty() || age(keys.getFirst()).compareTo(MONTH) > 0) {
            renew();
        }
    }

    /// The key to sign with.
    ECKey newest() {
        return keys.getFirst().toECKey();
    }

    /// All keys that a token may be signed with.
    JWKSet all() {
        return new JWKSet(keys);
    }

    private static Duration age(JWK key) {
        Date made = key.getIssueTime();
        return made == null ? MONTH.plus(MONTH) : Duration.between(made.toInstant(), Instant.now());
    }

    private List<JWK> read() {
        try {
            return Files.exists(file) ? JWKSet.parse(Files.readString(file)).getKeys() : List.of();
        } catch (IOException | ParseException e) {
            throw trouble("cannot be read", e);
        }
    }

    private void renew() {
        List<JWK> renewed = new ArrayList<>();
        try {
            renewed.add(new ECKeyGenerator(Curve.P_256)
                    .keyUse(KeyUse.SIGNATURE)
                    .keyID(UUID.randomUUID().toString())
                    .issueTime(new Date())
                    .generate());
            keys.stream().limit(KEPT - 1L).forEach(renewed::add);
            PrivateFiles.createDirectories(folder);
            PrivateFiles.write(file, new JWKSet(renewed).toString(false));
        } catch (IOException | JOSEException e) {
            throw trouble("cannot be written", e);
        }
        keys = List.copyOf(renewed);
    }

    private Problem trouble(String what, Exception e) {
        return new Problem(
                Problem.Kind.FILE,
                "The keys that tokens are signed with, " + file + ", " + what + ".",
                "Make the folder writable for the application alone, or name another in front.keys.",
                e);
    }
}
