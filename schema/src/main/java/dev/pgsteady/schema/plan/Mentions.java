package dev.pgsteady.schema.plan;

import dev.pgsteady.schema.plan.ObjectId.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the bodies of routines seem to name. A quoted body is a text to the server, which records nothing of it
/// until it is run; so the words in it are looked up. A word may mean something else: these are hints for the
/// order, no more.
record Mentions(Map<ObjectId, Part> parts) {
    private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$]*");

    void edges(BiConsumer<ObjectId, ObjectId> mention) {
        Map<String, List<ObjectId>> byName = new HashMap<>();
        for (ObjectId id : parts.keySet()) {
            if (named(id.kind())) {
                byName.computeIfAbsent(id.name().toLowerCase(Locale.ROOT), k -> new ArrayList<>())
                        .add(id);
            }
        }
        for (Part part : parts.values()) {
            if (part instanceof Part.RoutinePart r) {
                Matcher words = WORD.matcher(r.definition());
                while (words.find()) {
                    byName.getOrDefault(words.group().toLowerCase(Locale.ROOT), List.of()).stream()
                            .filter(id -> !id.equals(r.id()))
                            .forEach(id -> mention.accept(r.id(), id));
                }
            }
        }
    }

    private static boolean named(Kind kind) {
        return switch (kind) {
            case ROUTINE, TABLE, VIEW, MATERIALIZED_VIEW, TYPE, DOMAIN -> true;
            default -> false;
        };
    }
}
