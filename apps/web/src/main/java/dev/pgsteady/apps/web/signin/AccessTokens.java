package dev.pgsteady.apps.web.signin;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.pgsteady.apps.web.FrontProperties;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// The tokens that requests carry: signed, short-lived, and asked of nobody.
// The library takes dates of java.util.
@SuppressWarnings("JavaUtilDate")
@Component
public final class AccessTokens {
    private final SigningKeys keys;
    private final Duration life;
    private final String application;

    AccessTokens(
            SigningKeys keys, FrontProperties properties, @Value("${spring.application.name:app}") String application) {
        this.keys = keys;
        this.life = properties.access();
        this.application = application;
    }

    /// A token for an account.
    String sign(Account account) {
        ECKey key = keys.newest();
        Instant now = Instant.now();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .subject(account.id().toString())
                .issuer(application)
                .audience(application)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(life)))
                .jwtID(UUID.randomUUID().toString())
                .claim("roles", List.copyOf(account.roles()))
                .build();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(), claims);
        try {
            token.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("the key is ours and fits", e);
        }
        return token.serialize();
    }

    /// How long one is good.
    Duration life() {
        return life;
    }

    String application() {
        return application;
    }
}
