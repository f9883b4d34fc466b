package dev.pgsteady.schema.plan;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.Sql;
import dev.pgsteady.schema.plan.Change.Action;
import dev.pgsteady.schema.plan.ObjectId.Kind;
import dev.pgsteady.schema.plan.Planner.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A column owns a sequence only where one role owns the table and the sequence; from then on what is done to the
/// table's owner is done to the sequence's (manual, ALTER SEQUENCE).
///
/// @param role who carries the plan out, and so owns what it makes at first
record SequenceOwners(Model old, Model wanted, Decision decision, String role) {
    /// The role that owns a table is known when a column of it gets a sequence: of a new table, who makes it.
    void arrange(Map<ObjectId, Step> makes, Ordering ordering) {
        makes.forEach((id, step) -> {
            if (wanted.parts().get(id) instanceof Part.SequenceOwnerPart p) {
                owner(wanted, p.column().table())
                        .flatMap(o -> Optional.ofNullable(makes.get(o.id())))
                        .ifPresent(o -> {
                            if (bothNew(p)) {
                                ordering.edge(step, o);
                            } else {
                                ordering.edge(o, step);
                            }
                        });
            }
        });
    }

    private boolean bothNew(Part.SequenceOwnerPart p) {
        return decision.creates(p.id().of(Kind.SEQUENCE))
                && owner(wanted, p.column().table())
                        .filter(o -> decision.creates(o.of()))
                        .isPresent();
    }

    /// A step's statements, with those that give a sequence the owner that it must have.
    List<String> with(Step step, List<String> statements) {
        if (step.action() == Action.DROP) {
            return statements;
        }
        return switch (wanted.parts().get(step.id())) {
            case Part.SequenceOwnerPart p -> owned(p, statements);
            case Part.OwnerPart o when isFreed(o, step) -> List.of(Create.alterOwner(o));
            case null, default -> statements;
        };
    }

    /// Whether it is the owner of a sequence that a column owned until now, and so its table's.
    private boolean isFreed(Part.OwnerPart o, Step step) {
        return o.of().kind() == Kind.SEQUENCE
                && step.action() == Action.CREATE
                && old.parts().containsKey(o.of())
                && !decision.creates(o.of());
    }

    private List<String> owned(Part.SequenceOwnerPart p, List<String> statements) {
        ObjectId sequence = p.id().of(Kind.SEQUENCE);
        boolean made = decision.creates(sequence);
        Optional<String> now = made ? Optional.of(role).filter(r -> !r.isEmpty()) : ownerNow(sequence);
        Optional<String> then = owner(wanted, p.column().table()).map(Part.OwnerPart::role);
        if (bothNew(p) || now.isEmpty() || then.isEmpty() || now.equals(then)) {
            return statements;
        }
        String alter = "ALTER SEQUENCE " + sequence.qualified().sql();
        List<String> sql = new ArrayList<>();
        if (!made && old.parts().containsKey(p.id())) {
            sql.add(alter + " OWNED BY NONE");
        }
        sql.add(alter + " OWNER TO " + Sql.identifier(then.get()));
        sql.addAll(statements);
        return sql;
    }

    private Optional<String> ownerNow(ObjectId sequence) {
        Optional<Part.OwnerPart> owner =
                old.parts().get(sequence.of(Kind.SEQUENCE_OWNER)) instanceof Part.SequenceOwnerPart p
                        ? owner(old, p.column().table())
                        : part(old, sequence);
        return owner.map(Part.OwnerPart::role);
    }

    private static Optional<Part.OwnerPart> owner(Model model, QualifiedName table) {
        return Stream.of(Kind.TABLE, Kind.FOREIGN_TABLE)
                .flatMap(kind -> part(model, ObjectId.of(kind, table)).stream())
                .findFirst();
    }

    private static Optional<Part.OwnerPart> part(Model model, ObjectId of) {
        return model.parts().get(of.trait(Kind.OWNER)) instanceof Part.OwnerPart o ? Optional.of(o) : Optional.empty();
    }
}
