package dev.pgsteady.schema.plan;

import dev.pgsteady.schema.Grant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The rights that an object has when it was just made: those of `ALTER DEFAULT PRIVILEGES`, else the built-in
/// ones (manual, 5.8 Privileges).
///
/// @param role     who makes it; empty when nobody knows
/// @param before   the schema that it is made in
/// @param maintain whether the right `MAINTAIN` is among them
record Initial(String role, Map<ObjectId, Part> before, boolean maintain) {
    List<Grant> of(Part.GrantsPart part) {
        if (part.of().kind() == ObjectId.Kind.COLUMN) {
            return List.of();
        }
        String objects = objects(part.of().kind());
        List<Grant> grants = new ArrayList<>(global(objects, part.owner()));
        grants.addAll(defaults(objects, part.of().schema()));
        return Grants.comparable(grants);
    }

    /// What `ALTER DEFAULT PRIVILEGES` starts from: the built-in rights, or nothing within one schema.
    List<Grant> of(Part.DefaultPrivilegesPart part) {
        return part.namespace().isPresent() ? List.of() : Grants.comparable(builtIn(part.objects(), part.owner()));
    }

    private List<Grant> global(String objects, String owner) {
        List<Grant> own = defaults(objects, "");
        return own.isEmpty()
                ? builtIn(objects, owner)
                : own.stream()
                        .map(g -> g.grantee().equals(role) ? new Grant(owner, g.privilege(), g.grantable(), "") : g)
                        .toList();
    }

    private List<Grant> defaults(String objects, String namespace) {
        Part part = before.get(new ObjectId(ObjectId.Kind.DEFAULT_PRIVILEGES, namespace, role, objects));
        return part instanceof Part.DefaultPrivilegesPart d ? d.grants() : List.of();
    }

    private List<Grant> builtIn(String objects, String owner) {
        List<Grant> grants = new ArrayList<>();
        for (String privilege : owners(objects)) {
            grants.add(new Grant(owner, privilege, false, ""));
        }
        switch (objects) {
            case "FUNCTIONS" -> grants.add(new Grant("", "EXECUTE", false, ""));
            case "TYPES" -> grants.add(new Grant("", "USAGE", false, ""));
            default -> {}
        }
        return grants;
    }

    private List<String> owners(String objects) {
        return switch (objects) {
            case "TABLES" -> {
                List<String> all = new ArrayList<>(
                        List.of("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER"));
                if (maintain) {
                    all.add("MAINTAIN");
                }
                yield all;
            }
            case "SEQUENCES" -> List.of("SELECT", "UPDATE", "USAGE");
            case "FUNCTIONS" -> List.of("EXECUTE");
            case "TYPES" -> List.of("USAGE");
            case "SCHEMAS" -> List.of("USAGE", "CREATE");
            default -> List.of();
        };
    }

    private static String objects(ObjectId.Kind kind) {
        return switch (kind) {
            case TABLE, FOREIGN_TABLE, VIEW, MATERIALIZED_VIEW -> "TABLES";
            case SEQUENCE -> "SEQUENCES";
            case ROUTINE, AGGREGATE -> "FUNCTIONS";
            case TYPE, DOMAIN -> "TYPES";
            case NAMESPACE -> "SCHEMAS";
            default -> "";
        };
    }
}
