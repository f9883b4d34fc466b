package dev.pgsteady.mapping;

/// How an index looks things up (PostgreSQL, "Index Types").
public enum IndexMethod {
    /// Order: `=`, `<`, `>`, `LIKE 'x%'`.
    BTREE,
    /// `=` alone.
    HASH,
    /// What lies in, beside or over something: ranges, points, text by similarity.
    GIST,
    /// As GiST, for what divides into parts that do not overlap.
    SPGIST,
    /// What holds something: arrays, `jsonb`, `tsvector`, text by similarity.
    GIN,
    /// Large tables whose rows stand in the order of the column.
    BRIN
}
