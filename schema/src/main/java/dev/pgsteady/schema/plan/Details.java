package dev.pgsteady.schema.plan;

import java.util.Map;
import java.util.Optional;

/// What planning must know of a catalog and judging need not.
///
/// @param storage     columns whose storage is not their type's own, by id
/// @param definitions the defining statements of objects that
///     [dev.pgsteady.schema.Schema.OtherObject] has none for, by
///                    kind and identity joined by a blank
record Details(Map<ObjectId, Character> storage, Map<String, String> definitions) {
    Details {
        storage = Map.copyOf(storage);
        definitions = Map.copyOf(definitions);
    }

    Optional<Character> storage(ObjectId column) {
        return Optional.ofNullable(storage.get(column));
    }

    Optional<String> definition(String kind, String identity) {
        return Optional.ofNullable(definitions.get(kind + " " + identity));
    }
}
