package dev.pgsteady.readiness;

import dev.pgsteady.core.Finding;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A report as one self-contained page: no script, no request to anywhere, and a policy that forbids both.
public final class ReportHtml {
    private static final TemplateEngine TEMPLATES =
            TemplateEngine.createPrecompiled(null, ContentType.Html, null, "dev.pgsteady.readiness.page");

    private ReportHtml() {}

    /// The page.
    ///
    /// @param all whether every finding is on it, or only those that [Report#shown()] picks
    public static String write(Report report, boolean all) {
        String css = css();
        StringOutput out = new StringOutput();
        List<Finding> shown = all ? report.findings() : report.shown();
        TEMPLATES.render(
                "report.jte", Map.of("report", report, "shown", shown, "css", css, "policy", policy(css)), out);
        return out.toString();
    }

    private static String policy(String css) {
        return "default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'".formatted(digest(css));
    }

    private static String digest(String css) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(css.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String css() {
        try (InputStream in = ReportHtml.class.getResourceAsStream("report.css")) {
            return new String(Objects.requireNonNull(in, "report.css").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
