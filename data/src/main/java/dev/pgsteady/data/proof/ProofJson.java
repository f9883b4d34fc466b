package dev.pgsteady.data.proof;

import java.util.stream.Collectors;

/// A result as JSON.
final class ProofJson {
    private ProofJson() {}

    static String of(ProofResult result) {
        String halves = result.halves().stream().map(ProofJson::half).collect(Collectors.joining(","));
        return """
                {
                  "format": 1,
                  "flow": %s,
                  "atomic": %s,
                  "statements": %d,
                  "tries": %d,
                  "halves": [%s]
                }
                """.formatted(text(result.flow()), result.atomic(), result.statements(), result.tries(), halves);
    }

    private static String half(ProofResult.Half half) {
        return "%n    {\"statement\": %d, \"sql\": %s, \"fault\": %s, \"left\": %s}"
                .formatted(half.number(), text(half.statement()), text(half.fault().name()), text(half.left()))
                .replace("\r\n", "\n");
    }

    private static String text(String text) {
        StringBuilder json = new StringBuilder("\"");
        text.chars().forEach(c -> {
            switch (c) {
                case '"', '\\' -> json.append('\\').append((char) c);
                default -> json.append(c < ' ' ? "\\u%04x".formatted(c) : String.valueOf((char) c));
            }
        });
        return json.append('"').toString();
    }
}
