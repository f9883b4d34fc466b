package dev.pgsteady.readiness.rules;

import com.google.auto.service.AutoService;
import dev.pgsteady.core.Finding;
import dev.pgsteady.core.RuleId;
import dev.pgsteady.core.Severity;
import dev.pgsteady.core.Sql;
import dev.pgsteady.core.Verdict;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Rule;
import dev.pgsteady.schema.Column;
import dev.pgsteady.schema.DataType;
import dev.pgsteady.schema.Table;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Text that is padded with blanks.
@AutoService(Rule.class)
public final class CN18 implements Rule {
    private static final Words WORDS = new Words(
            new RuleId("CN18"), Severity.LOW, "Text that is padded with blanks", """
            char(n) fills every value up with blanks. They cost room, count in LIKE and in regular expressions, do
            not count in =, and vanish in a cast to text, so that the same value matches in one query and not in
            the next.""", """
            Make it text, with a CHECK on the length where a length is a rule.""", "8.3 Character Types");

    /// A code of so few letters has them all.
    private static final int CODE = 3;

    /// Values that are always as long as the column is wide.
    private static final Set<String> EXACT = Set.of(
            "code",
            "iso",
            "currency",
            "country",
            "language",
            "locale",
            "hash",
            "digest",
            "checksum",
            "crc",
            "md5",
            "sha",
            "sha1",
            "sha256",
            "sha512",
            "uuid",
            "guid",
            "gid",
            "token",
            "fingerprint",
            "discid",
            "signature");

    /// The widths of digests and of a uuid, in hexadecimal.
    private static final Set<Integer> DIGESTS = Set.of(32, 36, 40, 56, 64, 96, 128);

    private static final Pattern WIDTH = Pattern.compile("character\\((\\d+)\\)");

    @Override
    public Words words() {
        return WORDS;
    }

    @Override
    public Verdict judge(Facts facts) {
        List<Finding> findings = Bookkeeping.none(facts)
                .filter(t -> t.columns().stream().anyMatch(c -> padded(facts, t, c)))
                .map(t -> found(facts, t))
                .toList();
        return Verdict.of(findings);
    }

    private static boolean padded(Facts facts, Table table, Column column) {
        DataType plain = facts.plain(column.type());
        return plain.is("bpchar")
                && width(plain) > CODE
                && !DIGESTS.contains(width(plain))
                && !facts.words(column.name()).hasAny(EXACT)
                && !Guards.limited(facts, table, column);
    }

    /// 0 for a bare `bpchar`, which pads nothing.
    private static int width(DataType type) {
        Matcher matcher = WIDTH.matcher(type.sql());
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    private Finding found(Facts facts, Table table) {
        List<Column> padded =
                table.columns().stream().filter(c -> padded(facts, table, c)).toList();
        List<Column> own =
                padded.stream().filter(c -> facts.domain(c.type()).isEmpty()).toList();
        return finding(
                About.table(table),
                "(%s) %s padded with blanks to their full width"
                        .formatted(
                                About.columns(padded.stream().map(Column::name).toList()),
                                padded.size() == 1 ? "is" : "are"),
                own.isEmpty()
                        ? Optional.empty()
                        : Mend.rewrite(own.stream()
                                .map(c -> "ALTER TABLE %s ALTER COLUMN %s TYPE text;"
                                        .formatted(table.name().sql(), Sql.identifier(c.name())))
                                .toArray(String[]::new)),
                facts.rows(table));
    }
}
