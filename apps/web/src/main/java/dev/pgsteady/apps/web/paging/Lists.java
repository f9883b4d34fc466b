package dev.pgsteady.apps.web.paging;

import dev.pgsteady.apps.web.problems.Refusal;
import dev.pgsteady.mapping.StampedRow;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Reads lists, the newest first, page by page. A page begins after the last row of the one before (keyset), so that
/// the thousandth costs what the first does, and an index of what is asked for, the time and the key serves all.
@Component
public class Lists {
    private static final int MOST = 100;
    private static final int USUAL = 20;

    private final EntityManager entities;
    private final Marks marks;

    Lists(EntityManager entities, Marks marks) {
        this.entities = entities;
        this.marks = marks;
    }

    /// Which list.
    ///
    /// @param entity     its rows
    /// @param where      a condition in HQL on `e`: `e.owner.id = :owner`
    /// @param parameters the values in it
    /// @param by         the property of type Instant that it is ordered by
    /// @param mark       where a row stands in it
    public record Query<T>(
            Class<T> entity, String where, Map<String, Object> parameters, String by, Function<T, Marks.Mark> mark) {
        public Query {
            parameters = Map.copyOf(parameters);
        }

        /// Rows by the time that they were made.
        ///
        /// @param id the key of a row that is there
        public static <T extends StampedRow> Query<T> newest(
                Class<T> entity, Function<T, @Nullable UUID> id, String where, Map<String, Object> parameters) {
            return new Query<>(
                    entity,
                    where,
                    parameters,
                    "createdAt",
                    row -> new Marks.Mark(
                            Objects.requireNonNull(row.getCreatedAt()), Objects.requireNonNull(id.apply(row))));
        }
    }

    /// One page.
    ///
    /// @param limit how many rows, 1 to 100; 20 when the caller says nothing
    /// @param after the mark of the page before
    /// @throws Refusal when the caller asks for what cannot be
    @Transactional(readOnly = true)
    public <T> Page<T> page(Query<T> query, Optional<Integer> limit, Optional<String> after) {
        int rows = limit.orElse(USUAL);
        if (rows < 1 || rows > MOST) {
            throw new Refusal(HttpStatus.BAD_REQUEST, "The parameter 'limit' is 1 to " + MOST + ".");
        }
        Optional<Marks.Mark> mark = after.map(marks::read);
        TypedQuery<T> hql = entities.createQuery(
                "select e from %s e where %s%s order by e.%s desc, e.id desc"
                        .formatted(
                                query.entity().getSimpleName(),
                                query.where(),
                                mark.isPresent() ? " and (e." + query.by() + ", e.id) < (:markAt, :markId)" : "",
                                query.by()),
                query.entity());
        query.parameters().forEach(hql::setParameter);
        mark.ifPresent(m -> hql.setParameter("markAt", m.at()).setParameter("markId", m.id()));
        List<T> found = hql.setMaxResults(rows + 1).getResultList();
        if (found.size() <= rows) {
            return new Page<>(found, null);
        }
        List<T> items = found.subList(0, rows);
        return new Page<>(items, marks.write(query.mark().apply(items.getLast())));
    }
}
