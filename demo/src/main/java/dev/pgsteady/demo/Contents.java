package dev.pgsteady.demo;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The JSON documents of the product. No word in them needs escaping.
final class Contents {
    private static final List<String> SUBJECTS = List.of(
            "revenue",
            "churn",
            "onboarding",
            "pricing",
            "retention",
            "hiring",
            "support load",
            "roadmap",
            "market size",
            "conversion",
            "cash flow",
            "lecture 4",
            "survey results",
            "supply chain",
            "energy use",
            "release plan");
    private static final List<String> FORMS = List.of(
            "Quarterly %s",
            "%s at a glance",
            "What drives %s",
            "%s by region",
            "Next steps on %s",
            "%s, last 12 months",
            "Why %s matters",
            "%s against plan");
    private static final List<String> LAYOUTS =
            List.of("bar", "line", "timeline", "funnel", "quadrant", "two-column", "quote", "org-chart");
    private static final List<String> NOTES = List.of(
            "check this number", "add the source", "too small to read", "move to appendix", "agreed with Priya");
    private static final List<String> AUDIENCES = List.of("board", "investors", "team", "students", "customers");
    private static final List<String> LANGUAGES =
            List.of("en", "en", "en", "de", "es", "fr", "pl", "uk", "hi", "zh", "ja");
    private static final List<String> WORKSPACES =
            List.of("My workspace", "Team", "Drafts", "Pitch deck", "Teaching", "Clients", "Archive");

    private Contents() {}

    static String workspaceName(Dice dice) {
        return dice.of(WORKSPACES);
    }

    static String workspace(Dice dice) {
        return "{\"theme\": \"%s\", \"zoom\": %s, \"panels\": [\"slides\", \"%s\"], \"grid\": %s}"
                .formatted(
                        dice.percent(60) ? "light" : "dark",
                        dice.of(List.of("0.75", "1", "1.25", "1.5")),
                        dice.percent(50) ? "notes" : "sources",
                        dice.percent(30));
    }

    static String title(Dice dice) {
        String text = dice.of(FORMS).formatted(dice.of(SUBJECTS));
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    static String context(Dice dice) {
        return "{\"audience\": \"%s\", \"language\": \"%s\", \"source\": \"%s\", \"pages\": %d}"
                .formatted(
                        dice.of(AUDIENCES),
                        dice.of(LANGUAGES),
                        dice.percent(55) ? "upload" : "prompt",
                        dice.between(1, 40));
    }

    static String topics(Dice dice) {
        int first = dice.nextInt(SUBJECTS.size());
        return IntStream.range(0, dice.between(1, 4))
                .mapToObj(i -> "\"" + SUBJECTS.get((first + i * 5) % SUBJECTS.size()) + "\"")
                .collect(Collectors.joining(", ", "[", "]"));
    }

    /// Made by hand rather than by `formatted`: there are more slides than anything else.
    static String slide(Dice dice) {
        StringBuilder json = new StringBuilder(160)
                .append("{\"layout\": \"")
                .append(dice.of(LAYOUTS))
                .append("\", \"series\": [{\"name\": \"")
                .append(dice.of(SUBJECTS))
                .append("\", \"values\": [");
        int values = dice.between(3, 9);
        for (int i = 0; i < values; i++) {
            json.append(i == 0 ? "" : ", ").append(dice.nextInt(1000));
        }
        return json.append("]}], \"legend\": ")
                .append(dice.percent(70))
                .append('}')
                .toString();
    }

    static String annotations(Dice dice) {
        if (dice.percent(65)) {
            return "[]";
        }
        return "[{\"x\": 0." + dice.between(10, 99) + ", \"y\": 0." + dice.between(10, 99) + ", \"text\": \""
                + dice.of(NOTES) + "\"}]";
    }
}
