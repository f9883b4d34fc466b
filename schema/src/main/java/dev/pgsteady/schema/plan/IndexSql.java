package dev.pgsteady.schema.plan;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.schema.Index;
import dev.pgsteady.schema.plan.Part.IndexPart;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Indexes as statements.
final class IndexSql {
    private static final Pattern OPTIONS = Pattern.compile(" WITH \\([^)]*\\)");

    private IndexSql() {}

    /// Without the comment and without what is of the moment or said elsewhere (validity, clustering).
    static Index bare(Index i) {
        return bare(i, i.parent());
    }

    /// @param parent the index of the parent table that it belongs to
    static Index bare(Index i, Optional<QualifiedName> parent) {
        return new Index(
                i.name(),
                i.method(),
                i.keys(),
                i.include(),
                i.predicate(),
                i.unique(),
                i.primary(),
                i.nullsNotDistinct(),
                true,
                true,
                false,
                false,
                i.constraint(),
                parent,
                i.options(),
                Optional.empty(),
                i.definition().replaceFirst(" ON ONLY ", " ON "),
                Optional.empty());
    }

    static List<String> create(IndexPart i) {
        return List.of(i.index().definition());
    }

    /// Options can be changed in place, and an index can be hung under that of the parent.
    static Optional<List<String>> alter(IndexPart old, IndexPart wanted) {
        boolean same = old.on().equals(wanted.on()) && how(old).equals(how(wanted));
        boolean attach =
                old.index().parent().isEmpty() && wanted.index().parent().isPresent();
        boolean parents = attach || old.index().parent().equals(wanted.index().parent());
        if (!same || !parents) {
            return Optional.empty();
        }
        List<String> sql = new java.util.ArrayList<>(Options.between(
                "ALTER INDEX " + wanted.id().sql() + " ",
                old.index().options(),
                wanted.index().options()));
        return Optional.of(sql);
    }

    /// The definition after the name, without the options, which can be changed.
    private static String how(IndexPart p) {
        String definition = p.index().definition();
        String from = definition.substring(definition.indexOf(" ON "));
        return p.index().unique() + OPTIONS.matcher(from).replaceFirst("");
    }
}
