package dev.pgsteady.schema.plan;

import dev.pgsteady.schema.Grant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The releases of PostgreSQL that two schemas were read from, where they are not the same: what only one of them
/// knows says nothing about the other, and what they write in different words is the same.
record Releases(Model old, Model wanted) {
    private static final String MAINTAIN = "MAINTAIN";
    private static final int MAINTAIN_CAME = 17;
    private static final int OTHER_WORDS_CAME = 16;
    private static final Pattern ICU = Pattern.compile("(?<=provider = icu, locale = )'((?:[^']|'')*)'");
    private static final Pattern QUALIFIER = Pattern.compile("(?<![\\w$\".])(\"(?:[^\"]|\"\")+\"|[a-z_][\\w$]*)\\.");

    /// Whether both know the right `MAINTAIN` (manual, 5.8 Privileges), which an owner has by itself.
    boolean maintain() {
        return since(old, MAINTAIN_CAME) && since(wanted, MAINTAIN_CAME);
    }

    private static boolean since(Model model, int major) {
        return model.snapshot().server().major() >= major;
    }

    /// The old one as both can say it: without the rights that one of them cannot have, and what an older release
    /// writes otherwise in the words of a newer one.
    Model from() {
        return comparable(old, wanted);
    }

    /// The wanted one, likewise.
    Model to() {
        return comparable(wanted, old);
    }

    private Model comparable(Model model, Model other) {
        Map<ObjectId, Part> changed = new TreeMap<>();
        if (!maintain()) {
            model.parts().values().forEach(part -> without(part).ifPresent(p -> changed.put(p.id(), p)));
        }
        if (!since(model, OTHER_WORDS_CAME) && since(other, OTHER_WORDS_CAME)) {
            model.parts().values().forEach(part -> respelled(part, other).ifPresent(p -> changed.put(p.id(), p)));
        }
        return changed.isEmpty() ? model : model.with(changed);
    }

    private static Optional<Part> without(Part part) {
        return switch (part) {
            case Part.GrantsPart g
            when named(g.grants()) -> Optional.of(new Part.GrantsPart(g.id(), g.of(), g.owner(), others(g.grants())));
            case Part.DefaultPrivilegesPart d
            when named(d.grants()) ->
                Optional.of(new Part.DefaultPrivilegesPart(
                        d.id(), d.owner(), d.namespace(), d.objects(), others(d.grants())));
            default -> Optional.empty();
        };
    }

    private static boolean named(List<Grant> grants) {
        return grants.stream().anyMatch(g -> g.privilege().equals(MAINTAIN));
    }

    private static List<Grant> others(List<Grant> grants) {
        return grants.stream().filter(g -> !g.privilege().equals(MAINTAIN)).toList();
    }

    private static Optional<Part> respelled(Part part, Model other) {
        return switch (part) {
            case Part.ViewPart view
            when other.parts().get(view.id()) instanceof Part.ViewPart newer && same(view.query(), newer.query()) ->
                Optional.of(new Part.ViewPart(
                        view.id(), view.materialized(), view.columns(), newer.query(), view.options()));
            case Part.OtherPart object
            when other.parts().get(object.id()) instanceof Part.OtherPart newer
                    && sameCollation(definition(object), definition(newer)) -> Optional.of(newer);
            default -> Optional.empty();
        };
    }

    private static String definition(Part.OtherPart part) {
        return part.object().definition().orElse("");
    }

    /// Whether two statements make the same object.
    static boolean sameStatement(String older, String newer) {
        return same(older, newer) || sameCollation(older, newer);
    }

    /// Whether two statements make one collation of ICU. From 16 on its locale is kept as a language tag.
    static boolean sameCollation(String older, String newer) {
        Matcher before = ICU.matcher(older);
        Matcher now = ICU.matcher(newer);
        return before.find()
                && now.find()
                && IcuLocale.of(before.group(1)).equals(IcuLocale.of(now.group(1)))
                && before.replaceFirst("").equals(now.replaceFirst(""));
    }

    /// Whether two queries are one. From 16 on a view of a single table names its columns without the table.
    static boolean same(String older, String newer) {
        return older.equals(newer)
                || QUALIFIER
                        .matcher(older)
                        .results()
                        .map(found -> found.group(1) + ".")
                        .distinct()
                        .anyMatch(qualifier -> same(older, newer, qualifier));
    }

    private static boolean same(String older, String newer, String qualifier) {
        boolean quoted = false;
        int in = 0;
        for (int at = 0; at < older.length(); ) {
            boolean left = !quoted
                    && older.startsWith(qualifier, at)
                    && !newer.startsWith(qualifier, in)
                    && !continues(older, at);
            if (left) {
                at += qualifier.length();
            } else if (in < newer.length() && older.charAt(at) == newer.charAt(in)) {
                quoted ^= older.charAt(at) == '\'';
                at++;
                in++;
            } else {
                return false;
            }
        }
        return in == newer.length();
    }

    private static boolean continues(String text, int at) {
        return at > 0 && (Character.isLetterOrDigit(text.charAt(at - 1)) || "_$\".".indexOf(text.charAt(at - 1)) >= 0);
    }
}
