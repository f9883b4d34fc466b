package dev.pgsteady.apps.exportsathi.chat;

import dev.pgsteady.apps.exportsathi.chat.ChatMessage.Source;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds the sentences that answer a question: those with its rarest words (BM25, Robertson and Zaragoza
/// 2009, without the part that counts repetitions). The same question about the same report gets the same
/// answer; nobody else is asked.
final class Retrieval {
    private static final int MOST = 3;
    private static final double RELATIVE = 0.45;
    private static final Set<String> SMALL = Set.of(
            "a", "an", "and", "are", "at", "by", "can", "do", "does", "for", "from", "have", "how", "i", "in", "is",
            "it", "me", "much", "my", "of", "on", "or", "please", "should", "tell", "that", "the", "there", "this",
            "to", "we", "what", "when", "where", "which", "will", "with", "you", "about", "give", "need");

    private Retrieval() {}

    /// What is said, and where it stands.
    record Answer(String text, List<Source> sources) {
        Answer {
            sources = List.copyOf(sources);
        }
    }

    private record Scored(Passage passage, double score, int place) {}

    static Answer answer(String question, List<Passage> passages) {
        Set<String> asked = words(question);
        List<Set<String>> texts = passages.stream()
                .map(p -> words(p.source().title() + " " + p.source().excerpt() + " " + p.words()))
                .toList();
        Map<String, Double> weights =
                asked.stream().collect(Collectors.toMap(Function.identity(), w -> weight(w, texts)));
        List<Scored> found = Stream.iterate(0, i -> i + 1)
                .limit(passages.size())
                .map(i -> new Scored(passages.get(i), score(texts.get(i), weights), i))
                .filter(s -> s.score() > 0)
                .sorted(Comparator.comparingDouble(Scored::score).reversed().thenComparingInt(Scored::place))
                .toList();
        if (found.isEmpty()) {
            return new Answer(
                    "Nothing in this report speaks of that. It knows of certifications, the plan, money and freight.",
                    List.of());
        }
        double best = found.getFirst().score();
        List<Source> sources = found.stream()
                .filter(s -> s.score() >= best * RELATIVE)
                .limit(MOST)
                .map(s -> s.passage().source())
                .toList();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < sources.size(); i++) {
            text.append(i == 0 ? "" : " ")
                    .append(sources.get(i).excerpt())
                    .append(" [")
                    .append(i + 1)
                    .append(']');
        }
        return new Answer(text.toString(), sources);
    }

    private static double score(Set<String> text, Map<String, Double> weights) {
        return weights.entrySet().stream()
                .filter(e -> text.contains(e.getKey()))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    private static double weight(String word, List<Set<String>> texts) {
        long with = texts.stream().filter(t -> t.contains(word)).count();
        return with == 0 ? 0 : Math.log(1 + (texts.size() - with + 0.5) / (with + 0.5));
    }

    /// Words without their plural.
    private static Set<String> words(String text) {
        return Stream.of(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1))
                .filter(w -> !w.isEmpty() && !SMALL.contains(w))
                .map(w -> w.length() > 3 && w.endsWith("s") ? w.substring(0, w.length() - 1) : w)
                .collect(Collectors.toUnmodifiableSet());
    }
}
