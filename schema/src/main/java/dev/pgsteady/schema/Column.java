package dev.pgsteady.schema;

import dev.pgsteady.core.QualifiedName;
import java.util.List;
import java.util.Optional;

/// A column of a table, view or composite type.
///
/// @param position         `attnum`, from 1; gaps are dropped columns
/// @param defaultExpression `pg_get_expr` of the default; for a generated column its expression
/// @param identity         `ALWAYS` or `BY DEFAULT`, for an identity column
/// @param generated        `STORED` or `VIRTUAL`, for a generated column
/// @param collation        where it differs from the type's own
/// @param storage          `p`lain, `e`xternal, `m`ain or e`x`tended, as in `attstorage`
/// @param compression      `pglz` or `lz4` where one is set
/// @param statisticsTarget where one is set; negative values never appear
/// @param options          `attoptions`, sorted
/// @param inherited        whether it comes from a parent alone (`attislocal` is false)
public record Column(
        String name,
        int position,
        DataType type,
        boolean notNull,
        Optional<String> defaultExpression,
        Optional<String> identity,
        Optional<String> generated,
        Optional<QualifiedName> collation,
        char storage,
        Optional<String> compression,
        Optional<Integer> statisticsTarget,
        List<String> options,
        boolean inherited,
        List<Grant> grants,
        Optional<String> comment) {
    public Column {
        options = List.copyOf(options);
        grants = List.copyOf(grants);
    }
}
