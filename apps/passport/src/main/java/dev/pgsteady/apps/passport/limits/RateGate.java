package dev.pgsteady.apps.passport.limits;

import dev.pgsteady.apps.passport.limits.RateLimits.Verdict;
import dev.pgsteady.apps.web.problems.Refusal;
import dev.pgsteady.apps.web.signin.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Counts every request of somebody who has signed in, and answers those beyond his limit with 429. The
/// staff is not counted where it works as such. Each answer says how many more may come
/// (`RateLimit-Limit`, `RateLimit-Remaining`, `RateLimit-Reset`).
@Component
class RateGate implements HandlerInterceptor, WebMvcConfigurer {
    private final RateLimits limits;

    RateGate(RateLimits limits) {
        this.limits = limits;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/api/**").excludePathPatterns("/api/auth/**", "/api/staff/**");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getUserPrincipal() instanceof Authentication token) {
            Optional<Verdict> verdict = limits.take(Caller.of(token));
            verdict.ifPresent(v -> tell(v, response));
            verdict.filter(v -> !v.allowed()).ifPresent(v -> {
                throw refusal(v);
            });
        }
        return true;
    }

    private static void tell(Verdict verdict, HttpServletResponse response) {
        response.setHeader("RateLimit-Limit", Integer.toString(verdict.limit()));
        response.setHeader("RateLimit-Remaining", Integer.toString(verdict.remaining()));
        response.setHeader("RateLimit-Reset", Long.toString(verdict.seconds()));
    }

    private static Refusal refusal(Verdict verdict) {
        String words = verdict.blocked()
                ? "This account has made far too many requests and is blocked for a while."
                : "Too many requests. Wait, then go on.";
        return new Refusal(HttpStatus.TOO_MANY_REQUESTS, words)
                .with("blocked", verdict.blocked())
                .after(Duration.ofSeconds(verdict.seconds()));
    }
}
