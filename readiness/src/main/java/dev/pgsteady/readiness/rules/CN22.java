package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.Finding.Subject;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Snapshot.Unseen;
import java.util.List;

/// Sequence that runs out.
@AutoService(Rule.class)
public final class CN22 implements Rule {
    private static final Words WORDS =
            new Words(new RuleId("CN22"), Severity.CRITICAL, "Sequence that runs out", """
            When the sequence or the integer column behind it is used up, every insert into the table fails, at
            once and for good. The way out rewrites the table, and every table that refers to it, while nothing
            can be written.""", """
            Widen the column to bigint, and the columns that refer to it, before it is urgent: a new column
            filled in batches and swapped, or one ALTER in a quiet hour. Where only the sequence is narrow,
            ALTER SEQUENCE ... AS bigint is instant.""", "CREATE SEQUENCE");

    private static final int WORTH_NAMING = 50;

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Feed> feeds = facts.once(Feed.class, Feed::all);
        List<Finding> findings = feeds.stream()
                .filter(f -> f.usedPercent() >= WORTH_NAMING)
                .map(f -> found(facts, f))
                .toList();
        if (!findings.isEmpty()) {
            return new Verdict.Failed(findings);
        }
        boolean hidden = !facts.snapshot().sees(Unseen.Kind.SEQUENCE_VALUES);
        if (feeds.isEmpty()) {
            return new Verdict.Skipped("no sequences");
        }
        return hidden && feeds.stream().anyMatch(f -> f.last().isEmpty())
                ? new Verdict.Unknown(
                        "some sequences' values are hidden from this role; GRANT SELECT on them, or pg_read_all_data, shows them")
                : new Verdict.Passed();
    }

    private Finding found(Facts facts, Feed feed) {
        int used = feed.usedPercent();
        long referring =
                feed.column().map(c -> facts.referencing(c.table()).size()).orElse(0);
        Severity severity = used >= 90 ? Severity.CRITICAL : used >= 75 ? Severity.HIGH : Severity.MEDIUM;
        return finding(
                        new Subject("sequence", feed.sequence().name().sql()),
                        "%d %% of what %s can hold are used; %d foreign keys refer to its table"
                                .formatted(used, feed.limitedBy(facts), referring),
                        feed.widen(),
                        feed.last().orElse(0L) < 0 ? 0 : feed.last().orElse(0L))
                .at(severity);
    }
}
