package dev.pgsteady.schema.plan;

import dev.pgsteady.schema.plan.ObjectId.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Finds what went under one name and came under another.
public final class Renames {
    private static final int LIKELY = 60;
    private static final int SAME_TYPE = 50;

    private final Model old;
    private final Model wanted;

    /// @param old    the schema as it is
    /// @param wanted the schema as it should be
    public Renames(Model old, Model wanted) {
        this.old = old;
        this.wanted = wanted;
    }

    /// Tables that went and tables that came with mostly the same columns, the likeliest first; none is in two
    /// of them. Once these are settled, ask for [#columns()].
    public List<Rename> tables() {
        List<Rename> all = new ArrayList<>();
        for (ObjectId from : gone(Kind.TABLE)) {
            for (ObjectId to : come(Kind.TABLE)) {
                if (from.schema().equals(to.schema())) {
                    all.add(new Rename(from, to, tableLikeness(from, to)));
                }
            }
        }
        return best(all);
    }

    /// Columns that went and columns of the same type that came in the same table, the likeliest first.
    public List<Rename> columns() {
        List<Rename> all = new ArrayList<>();
        for (ObjectId from : gone(Kind.COLUMN)) {
            for (ObjectId to : come(Kind.COLUMN)) {
                if (from.schema().equals(to.schema()) && from.name().equals(to.name())) {
                    all.add(new Rename(from, to, columnLikeness(from, to)));
                }
            }
        }
        return best(all);
    }

    private List<ObjectId> gone(Kind kind) {
        return only(old, wanted, kind);
    }

    private List<ObjectId> come(Kind kind) {
        return only(wanted, old, kind);
    }

    private static List<ObjectId> only(Model one, Model other, Kind kind) {
        return one.parts().keySet().stream()
                .filter(id -> id.kind() == kind && !other.parts().containsKey(id))
                .toList();
    }

    private int tableLikeness(ObjectId from, ObjectId to) {
        Set<String> left = columnsOf(old, from);
        Set<String> right = columnsOf(wanted, to);
        Set<String> shared = new HashSet<>(left);
        shared.retainAll(right);
        Set<String> all = new HashSet<>(left);
        all.addAll(right);
        return all.isEmpty() ? 0 : 100 * shared.size() / all.size();
    }

    private static Set<String> columnsOf(Model model, ObjectId table) {
        return model.parts().values().stream()
                .filter(p -> p instanceof Part.ColumnPart c
                        && c.id().schema().equals(table.schema())
                        && c.id().name().equals(table.name()))
                .map(p -> p.id().part() + " " + ((Part.ColumnPart) p).type().sql())
                .collect(Collectors.toSet());
    }

    /// The same type is half of it; the other half is how alike the names are.
    private int columnLikeness(ObjectId from, ObjectId to) {
        boolean same = old.parts().get(from) instanceof Part.ColumnPart a
                && wanted.parts().get(to) instanceof Part.ColumnPart b
                && a.type().sql().equals(b.type().sql())
                && a.generated().equals(b.generated());
        return same ? SAME_TYPE + SAME_TYPE * names(from.part(), to.part()) / 100 : 0;
    }

    /// How much of the longer name the longest common part of both is.
    static int names(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int longest = 0;
        int[] row = new int[b.length() + 1];
        for (int i = 1; i <= a.length(); i++) {
            int[] next = new int[b.length() + 1];
            longest = Math.max(longest, extend(a.charAt(i - 1), b, row, next));
            row = next;
        }
        return 100 * longest / Math.max(1, Math.max(a.length(), b.length()));
    }

    private static int extend(char c, String b, int[] row, int[] next) {
        int longest = 0;
        for (int j = 1; j <= b.length(); j++) {
            next[j] = b.charAt(j - 1) == c ? row[j - 1] + 1 : 0;
            longest = Math.max(longest, next[j]);
        }
        return longest;
    }

    private static List<Rename> best(List<Rename> all) {
        List<Rename> chosen = new ArrayList<>();
        Set<ObjectId> taken = new HashSet<>();
        all.sort(Comparator.comparingInt(Rename::likeness)
                .reversed()
                .thenComparing(Rename::from)
                .thenComparing(Rename::to));
        for (Rename rename : all) {
            boolean free = !taken.contains(rename.from()) && !taken.contains(rename.to());
            if (rename.likeness() >= LIKELY && free) {
                chosen.add(rename);
                taken.add(rename.from());
                taken.add(rename.to());
            }
        }
        return chosen;
    }
}
