package dev.pgsteady.readiness.rules;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.schema.Index;
import dev.pgsteady.schema.Sequence;
import dev.pgsteady.schema.Table;
import dev.pgsteady.schema.View;
import java.util.HashSet;
import java.util.Set;

/// Names for new relations that nothing in the database has, and that are given once.
final class FreshNames {
    private final Set<QualifiedName> taken = new HashSet<>();

    FreshNames(Facts facts) {
        for (Table table : facts.schema().tables()) {
            taken.add(table.name());
            table.indexes().stream().map(Index::name).forEach(taken::add);
        }
        facts.schema().views().stream().map(View::name).forEach(taken::add);
        facts.schema().sequences().stream().map(Sequence::name).forEach(taken::add);
    }

    /// The parts joined by `_`, with a number where that is taken; the shortening of long names makes some alike.
    QualifiedName give(String schema, String first, String rest) {
        QualifiedName name = new QualifiedName(schema, Mend.name(first, rest));
        for (int i = 1; !taken.add(name); i++) {
            name = new QualifiedName(schema, Mend.name(first, rest, String.valueOf(i)));
        }
        return name;
    }
}
