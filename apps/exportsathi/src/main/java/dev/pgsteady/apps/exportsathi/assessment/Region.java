package dev.pgsteady.apps.exportsathi.assessment;

import java.util.Arrays;
import java.util.Set;

/// Where goods go, as far as rules and ways are alike.
enum Region {
    EUROPE(Set.of("DE", "FR", "NL", "IT", "ES", "BE", "PL", "SE", "AT", "IE"), 10, 9, 24, "Rotterdam"),
    AMERICA(Set.of("US", "CA"), 14, 14, 32, "New York"),
    GULF(Set.of("AE", "SA", "QA", "OM", "KW", "BH"), 6, 4, 8, "Jebel Ali"),
    ASIA(Set.of("SG", "JP", "KR", "VN", "TH", "MY", "LK", "BD", "NP"), 8, 6, 14, "Singapore"),
    OCEANIA(Set.of("AU", "NZ"), 9, 11, 22, "Sydney"),
    UNITED_KINGDOM(Set.of("GB"), 9, 10, 26, "Felixstowe"),
    ELSEWHERE(Set.of(), 16, 16, 35, "the port of arrival");

    // A copy that nobody changes.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<String> countries;

    private final int risk;
    private final int rate;
    private final int days;
    private final String port;

    Region(Set<String> countries, int risk, int rate, int days, String port) {
        this.countries = countries;
        this.risk = risk;
        this.rate = rate;
        this.days = days;
        this.port = port;
    }

    static Region of(String country) {
        return Arrays.stream(values())
                .filter(r -> r.countries.contains(country))
                .findFirst()
                .orElse(ELSEWHERE);
    }

    /// Points of risk.
    int risk() {
        return risk;
    }

    /// Rupees for a kilogram by sea, loaded with others' goods.
    int rate() {
        return rate;
    }

    /// By sea, from Nhava Sheva.
    int days() {
        return days;
    }

    String port() {
        return port;
    }
}
