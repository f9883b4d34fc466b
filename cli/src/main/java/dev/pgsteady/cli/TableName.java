package dev.pgsteady.cli;

import dev.pgsteady.core.Problem;
import dev.pgsteady.core.QualifiedName;

/// A table as somebody types it.
final class TableName {
    private TableName() {}

    /// `orders` is `public.orders`; names are quoted as in SQL.
    ///
    /// @throws Problem USAGE when it is no name
    static QualifiedName of(String typed) {
        boolean bare = typed.startsWith("\"") ? typed.indexOf('"', 1) == typed.length() - 1 : !typed.contains(".");
        try {
            return QualifiedName.parse(bare ? "public." + typed : typed);
        } catch (IllegalArgumentException e) {
            throw new Problem(
                    Problem.Kind.USAGE,
                    "'%s' is no name of a table.".formatted(typed),
                    "Write it as orders, shop.orders or shop.\"Order Line\".",
                    e);
        }
    }
}
