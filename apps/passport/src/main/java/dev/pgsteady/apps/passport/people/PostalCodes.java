package dev.pgsteady.apps.passport.people;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What postal codes look like, country by country, here and in the database.
public final class PostalCodes {
    private static final String US = "^[0-9]{5}(-[0-9]{4})?$";
    private static final String GB = "^[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}$";
    private static final String CA = "^[A-Z][0-9][A-Z] [0-9][A-Z][0-9]$";
    private static final String IN = "^[1-9][0-9]{5}$";
    private static final String FIVE = "^[0-9]{5}$";
    private static final String SIX = "^[0-9]{6}$";
    private static final String FOUR = "^[0-9]{4}$";
    private static final String JP = "^[0-9]{3}-[0-9]{4}$";
    private static final String BR = "^[0-9]{5}-[0-9]{3}$";
    private static final String NL = "^[1-9][0-9]{3} [A-Z]{2}$";
    private static final String ELSEWHERE = "^[A-Z0-9][A-Z0-9 -]{1,9}$";

    private static final Map<String, String> PATTERNS = new TreeMap<>(Map.ofEntries(
            Map.entry("US", US),
            Map.entry("GB", GB),
            Map.entry("CA", CA),
            Map.entry("IN", IN),
            Map.entry("DE", FIVE),
            Map.entry("FR", FIVE),
            Map.entry("ES", FIVE),
            Map.entry("IT", FIVE),
            Map.entry("CN", SIX),
            Map.entry("AU", FOUR),
            Map.entry("JP", JP),
            Map.entry("BR", BR),
            Map.entry("NL", NL)));

    /// The same as a condition of the database's.
    static final String CONDITION = "{postalCode} ~ CASE {country} WHEN 'US' THEN '" + US + "' WHEN 'GB' THEN '" + GB
            + "' WHEN 'CA' THEN '" + CA + "' WHEN 'IN' THEN '" + IN + "' WHEN 'DE' THEN '" + FIVE
            + "' WHEN 'FR' THEN '" + FIVE + "' WHEN 'ES' THEN '" + FIVE + "' WHEN 'IT' THEN '" + FIVE
            + "' WHEN 'CN' THEN '" + SIX + "' WHEN 'AU' THEN '" + FOUR + "' WHEN 'JP' THEN '" + JP
            + "' WHEN 'BR' THEN '" + BR + "' WHEN 'NL' THEN '" + NL + "' ELSE '" + ELSEWHERE + "' END";

    private PostalCodes() {}

    /// The countries whose codes are known.
    static Set<String> countries() {
        return Set.copyOf(PATTERNS.keySet());
    }

    /// Whether a code may be one of a country's.
    static boolean fits(String country, String code) {
        return code.matches(PATTERNS.getOrDefault(country, ELSEWHERE));
    }
}
