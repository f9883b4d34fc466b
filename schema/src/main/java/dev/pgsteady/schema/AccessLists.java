package dev.pgsteady.schema;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Turns `aclitem[]` texts into [Grant]s (manual, 5.7 Privileges). Where an object has no list of its own, the built-in
/// default of its kind stands in, as `acldefault` spells it, so that PUBLIC's implicit rights show.
final class AccessLists {
    private static final Map<Character, String> PRIVILEGES = Map.ofEntries(
            Map.entry('r', "SELECT"),
            Map.entry('a', "INSERT"),
            Map.entry('w', "UPDATE"),
            Map.entry('d', "DELETE"),
            Map.entry('D', "TRUNCATE"),
            Map.entry('x', "REFERENCES"),
            Map.entry('t', "TRIGGER"),
            Map.entry('X', "EXECUTE"),
            Map.entry('U', "USAGE"),
            Map.entry('C', "CREATE"),
            Map.entry('T', "TEMPORARY"),
            Map.entry('c', "CONNECT"),
            Map.entry('s', "SET"),
            Map.entry('A', "ALTER SYSTEM"),
            Map.entry('m', "MAINTAIN"));
    private static final Comparator<Grant> ORDER =
            Comparator.comparing(Grant::grantee).thenComparing(Grant::privilege).thenComparing(Grant::grantor);

    private final Map<Kind, List<Grant>> defaults;
    private final String defaultOwner;
    private final Map<Request, List<Grant>> seen = new HashMap<>();

    /// @param defaults     `acldefault` of each kind for one owner, as text
    /// @param defaultOwner that owner's name
    AccessLists(Map<Kind, String> defaults, String defaultOwner) {
        this.defaults = new HashMap<>();
        defaults.forEach((kind, acl) -> this.defaults.put(kind, parse(acl)));
        this.defaultOwner = defaultOwner;
    }

    /// The kinds of object that have a built-in default.
    enum Kind {
        TABLE,
        SEQUENCE,
        ROUTINE,
        TYPE,
        NAMESPACE,
        DATABASE
    }

    private record Request(Kind kind, String owner, Optional<String> acl) {}

    /// The rights on an object of this kind; without a list of its own, the default for this owner.
    List<Grant> of(Kind kind, String owner, Optional<String> acl) {
        return seen.computeIfAbsent(
                new Request(kind, owner, acl),
                request -> acl.map(AccessLists::parse).orElseGet(() -> defaultsFor(kind, owner)));
    }

    private List<Grant> defaultsFor(Kind kind, String owner) {
        return defaults.getOrDefault(kind, List.of()).stream()
                .map(g -> new Grant(owned(g.grantee(), owner), g.privilege(), g.grantable(), owned(g.grantor(), owner)))
                .sorted(ORDER)
                .toList();
    }

    private String owned(String role, String owner) {
        return role.equals(defaultOwner) ? owner : role;
    }

    /// Every item of `{grantee=privileges/grantor,...}`, one grant per privilege, sorted.
    static List<Grant> parse(String acl) {
        return ArrayText.elements(acl).stream()
                .flatMap(item -> item(item).stream())
                .sorted(ORDER)
                .toList();
    }

    private static List<Grant> item(String item) {
        int equals = endOfRole(item, 0);
        int slash = item.indexOf('/', equals);
        String grantee = unquote(item.substring(0, equals));
        String grantor = unquote(item.substring(slash + 1));
        List<Grant> grants = new ArrayList<>();
        for (int i = equals + 1; i < slash; i++) {
            if (item.charAt(i) != '*') {
                String privilege = PRIVILEGES.getOrDefault(item.charAt(i), String.valueOf(item.charAt(i)));
                grants.add(new Grant(grantee, privilege, item.charAt(i + 1) == '*', grantor));
            }
        }
        return grants;
    }

    private static int endOfRole(String item, int from) {
        int at = from;
        boolean quoted = false;
        while (quoted || item.charAt(at) != '=') {
            if (item.charAt(at) == '"') {
                quoted = !quoted;
            }
            at++;
        }
        return at;
    }

    private static String unquote(String role) {
        return role.startsWith("\"") ? role.substring(1, role.length() - 1).replace("\"\"", "\"") : role;
    }
}
