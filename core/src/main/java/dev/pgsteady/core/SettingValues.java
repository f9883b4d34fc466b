package dev.pgsteady.core;

import java.util.List;
import java.util.Map;

/// Which values the settings may have, and which do not go together.
final class SettingValues {
    private static final Map<Keyword, List<String>> ALLOWED = Map.of(
            Keyword.SSLMODE, List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full"),
            Keyword.CHANNEL_BINDING, List.of("disable", "prefer", "require"),
            Keyword.TARGET_SESSION_ATTRS,
                    List.of("any", "read-write", "read-only", "primary", "standby", "prefer-standby"),
            Keyword.LOAD_BALANCE_HOSTS, List.of("disable", "random"),
            Keyword.SSLNEGOTIATION, List.of("postgres", "direct"),
            Keyword.GSSENCMODE, List.of("disable", "prefer", "require", "allow"));

    private SettingValues() {}

    static void check(FoundWords found) {
        ALLOWED.forEach((keyword, allowed) -> found.get(keyword).ifPresent(setting -> oneOf(setting, allowed)));
        found.get(Keyword.CONNECT_TIMEOUT).ifPresent(SettingValues::number);
        String mode = found.value(Keyword.SSLMODE);
        if (found.value(Keyword.SSLROOTCERT).equals("system") && !mode.equals("verify-full")) {
            throw new Problem(
                    Problem.Kind.CONFIGURATION,
                    "sslrootcert=system trusts every public authority, so sslmode=" + mode + " would verify nothing.",
                    "Use sslmode=verify-full with it (manual, 34.19.1).");
        }
        if (found.value(Keyword.SSLNEGOTIATION).equals("direct")
                && List.of("disable", "allow", "prefer").contains(mode)) {
            throw new Problem(
                    Problem.Kind.CONFIGURATION,
                    "sslnegotiation=direct does not go with sslmode=" + mode + ", which may do without TLS.",
                    "Use sslmode=require or stronger with it.");
        }
    }

    private static void oneOf(Setting setting, List<String> allowed) {
        if (!allowed.contains(setting.value())) {
            throw wrong(
                    setting,
                    "Use one of " + String.join(", ", allowed) + "." + Nearest.suggestion(setting.value(), allowed));
        }
    }

    private static void number(Setting setting) {
        if (!setting.value().matches("-?[0-9]{1,6}")) {
            throw wrong(setting, "Use a whole number of seconds; 0 waits for ever.");
        }
    }

    static Problem wrong(Setting setting, String next) {
        return new Problem(
                Problem.Kind.CONFIGURATION,
                "The connection setting " + setting.keyword().word() + " ("
                        + setting.origin().words() + ") has no such value: \"" + setting.shown() + "\".",
                next);
    }
}
