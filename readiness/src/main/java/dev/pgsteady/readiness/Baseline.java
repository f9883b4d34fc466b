package dev.pgsteady.readiness;

import dev.pgsteady.core.Finding;
import dev.pgsteady.core.Finding.Subject;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The findings that a database had when somebody began to watch it. What is in it is known: it stays in the report and
/// in the score, but is not held against a change.
///
/// @param database         the database that it was made from
/// @param systemIdentifier that of its server; empty when the role could not see it
/// @param entries          sorted by rule and subject, each once
public record Baseline(String database, Optional<String> systemIdentifier, List<Entry> entries) {
    private static final Comparator<Entry> ORDER = Comparator.comparing(Entry::rule)
            .thenComparing(e -> e.subject().name())
            .thenComparing(e -> e.subject().kind());

    public Baseline {
        entries = entries.stream().distinct().sorted(ORDER).toList();
    }

    /// A finding, told by its rule and its subject. What was seen of it is left out, so that a number that grows makes
    /// no new finding.
    public record Entry(RuleId rule, Subject subject) {
        static Entry of(Finding finding) {
            return new Entry(finding.rule(), finding.subject());
        }

        /// The same for the same finding on every machine: SHA-256 over rule, kind and name, in hexadecimal.
        public String fingerprint() {
            String text = rule + "\n" + subject.kind() + "\n" + subject.name();
            try {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }
    }

    /// What a report says beside a baseline.
    ///
    /// @param database the database that the baseline was made from
    /// @param entries  what is in the baseline
    /// @param known    how many findings of the report are in it
    /// @param fresh    how many are not
    /// @param gone     how many of its entries match nothing any more
    public record Comparison(String database, Set<Entry> entries, int known, int fresh, int gone) {
        public Comparison {
            entries = Set.copyOf(entries);
        }

        boolean knows(Finding finding) {
            return entries.contains(Entry.of(finding));
        }

        /// The sentence for a reader.
        public String sentence() {
            return "%,d known from the baseline, %,d new, %,d of the baseline %s gone."
                    .formatted(known, fresh, gone, gone == 1 ? "is" : "are");
        }
    }

    /// The baseline that knows everything in this report.
    public static Baseline of(Report report) {
        return new Baseline(
                report.server().database(),
                Optional.of(report.server().systemIdentifier()).filter(id -> !id.isEmpty()),
                report.findings().stream().map(Entry::of).toList());
    }

    /// Reads the file.
    ///
    /// @param file as a person wrote it
    /// @throws Problem FILE when it is missing or unreadable; CONFIGURATION with its place when it is wrong
    public static Baseline read(Path file) {
        return new BaselineFile(file).read();
    }

    /// The text of the file, ended by a line break.
    public String write() {
        return BaselineFile.write(this);
    }

    Comparison compare(Report report) {
        Set<Entry> all = Set.copyOf(entries);
        int known = (int) report.findings().stream()
                .filter(f -> all.contains(Entry.of(f)))
                .count();
        return new Comparison(database, all, known, report.findings().size() - known, gone(report));
    }

    /// What a rule could not judge this time is not gone, nor is what has been accepted since.
    private int gone(Report report) {
        Set<Entry> there = Stream.concat(report.findings().stream(), report.accepted().findings().stream())
                .map(Entry::of)
                .collect(Collectors.toSet());
        Set<RuleId> unknown = report.judgements().stream()
                .filter(j -> j.verdict() instanceof Verdict.Unknown)
                .map(j -> j.rule().id())
                .collect(Collectors.toSet());
        return (int) entries.stream()
                .filter(e -> !there.contains(e) && !unknown.contains(e.rule()))
                .count();
    }
}
