package dev.pgsteady.schema.plan;

import dev.pgsteady.schema.Routine;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What planning must know of a catalog and judging need not.
///
/// @param storage         columns whose storage is not their type's own, by id
/// @param definitions     the defining statements of objects that
///     [dev.pgsteady.schema.Schema.OtherObject] has none
///                        for, by kind and identity joined by a blank
/// @param signatures      the types of a routine's input arguments, by its [Routine#signature()]
/// @param fixedExtensions extensions that cannot be moved to another schema
/// @param shells          operators without a function, as the server spells them
/// @param noted           what is recognised and not planned
record Details(
        Map<ObjectId, Character> storage,
        Map<String, String> definitions,
        Map<String, String> signatures,
        Set<String> fixedExtensions,
        Set<String> shells,
        List<Part.NotedPart> noted) {
    Details {
        noted = List.copyOf(noted);
        storage = Map.copyOf(storage);
        definitions = Map.copyOf(definitions);
        signatures = Map.copyOf(signatures);
        fixedExtensions = Set.copyOf(fixedExtensions);
        shells = Set.copyOf(shells);
    }

    Optional<Character> storage(ObjectId column) {
        return Optional.ofNullable(storage.get(column));
    }

    Optional<String> definition(String kind, String identity) {
        return Optional.ofNullable(definitions.get(kind + " " + identity));
    }

    /// The types that tell a routine from others of its name.
    String inputTypes(Routine routine) {
        return signatures.getOrDefault(routine.signature(), routine.arguments());
    }
}
