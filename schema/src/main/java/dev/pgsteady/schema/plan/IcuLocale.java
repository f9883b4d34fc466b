package dev.pgsteady.schema.plan;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// A locale of ICU, however it is written: `de@collation=phonebook` as it was given, which releases before 16 keep, or
/// `de-u-co-phonebk`, the language tag that newer ones make of it (Unicode Technical Standard 35, U Extension).
///
/// @param language with region and script, in lower case
/// @param keywords by their two letters
record IcuLocale(String language, Map<String, String> keywords) {
    private static final Map<String, String> KEYS = Map.of(
            "colalternate", "ka",
            "colbackwards", "kb",
            "colcasefirst", "kf",
            "colcaselevel", "kc",
            "collation", "co",
            "colnormalization", "kk",
            "colnumeric", "kn",
            "colreorder", "kr",
            "colstrength", "ks");
    private static final Map<String, String> VALUES = Map.ofEntries(
            Map.entry("yes", "true"),
            Map.entry("no", "false"),
            Map.entry("non-ignorable", "noignore"),
            Map.entry("primary", "level1"),
            Map.entry("secondary", "level2"),
            Map.entry("tertiary", "level3"),
            Map.entry("quaternary", "level4"),
            Map.entry("quarternary", "level4"),
            Map.entry("identical", "identic"),
            Map.entry("phonebook", "phonebk"),
            Map.entry("dictionary", "dict"),
            Map.entry("traditional", "trad"),
            Map.entry("gb2312han", "gb2312"));

    static IcuLocale of(String text) {
        String lower = text.toLowerCase(Locale.ROOT).replace('_', '-');
        int at = lower.indexOf('@');
        if (at >= 0) {
            return new IcuLocale(language(lower.substring(0, at)), given(lower.substring(at + 1)));
        }
        int extension = lower.indexOf("-u-");
        return extension < 0
                ? new IcuLocale(language(lower), Map.of())
                : new IcuLocale(language(lower.substring(0, extension)), tagged(lower.substring(extension + 3)));
    }

    private static String language(String text) {
        return text.isEmpty() || text.equals("root") ? "und" : text;
    }

    private static Map<String, String> given(String keywords) {
        Map<String, String> all = new TreeMap<>();
        for (String keyword : keywords.split(";", -1)) {
            int is = keyword.indexOf('=');
            if (is > 0) {
                String key = keyword.substring(0, is).strip();
                String value = keyword.substring(is + 1).strip();
                all.put(KEYS.getOrDefault(key, key), VALUES.getOrDefault(value, value));
            }
        }
        return all;
    }

    private static Map<String, String> tagged(String extension) {
        Map<String, String> all = new TreeMap<>();
        String key = "";
        for (String part : List.of(extension.split("-", -1))) {
            if (part.length() == 2) {
                key = part;
                all.put(key, "true");
            } else {
                all.merge(key, part, (before, more) -> before.equals("true") ? more : before + "-" + more);
            }
        }
        return all;
    }
}
