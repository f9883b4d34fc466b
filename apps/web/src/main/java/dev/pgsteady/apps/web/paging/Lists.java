package dev.pgsteady.apps.web.paging;

import dev.pgsteady.apps.web.problems.Refusal;
import dev.pgsteady.data.Db;
import dev.pgsteady.mapping.StampedRow;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import jakarta.persistence.metamodel.ManagedType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/// Reads lists, the newest first, page by page. A page begins after the last row of the one before
/// (keyset), so that the thousandth costs what the first does, and an index of what is asked for, the
/// time and the key serves all.
@Component
public class Lists {
    private static final int MOST = 100;
    private static final int USUAL = 20;

    private final EntityManager entities;
    private final Marks marks;
    private final TransactionTemplate reading;
    private final boolean routed;

    /// @param replicated there only where there are replicas
    Lists(EntityManager entities, Marks marks, PlatformTransactionManager transactions, ObjectProvider<Db> replicated) {
        this.entities = entities;
        this.marks = marks;
        this.reading = new TransactionTemplate(transactions);
        reading.setReadOnly(true);
        this.routed = replicated.getIfAvailable() != null;
    }

    /// Which list.
    ///
    /// @param entity     its rows
    /// @param where      a condition in HQL on `e`: `e.owner.id = :owner`
    /// @param parameters the values in it
    /// @param by         the property that it is ordered by, an Instant or a LocalDate
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

        /// Rows by a day that they tell of, the last one first.
        ///
        /// @param by the property of type LocalDate, as HQL names it: `day`
        /// @param at what it is in a row
        /// @param id the key of a row that is there
        public static <T> Query<T> latest(
                Class<T> entity, String by, Function<T, LocalDate> at, Function<T, @Nullable UUID> id) {
            return new Query<>(
                    entity,
                    "true",
                    Map.of(),
                    by,
                    row -> new Marks.Mark(
                            at.apply(row).atStartOfDay(ZoneOffset.UTC).toInstant(),
                            Objects.requireNonNull(id.apply(row))));
        }

        /// The same list, of fewer rows.
        public Query<T> where(String condition, Map<String, Object> values) {
            return new Query<>(entity, condition, values, by, mark);
        }
    }

    /// Reads rows of a list that is no [Query].
    @FunctionalInterface
    public interface Reader<T> {
        /// The rows after a mark, or the first ones; no more than so many.
        List<T> read(Optional<Marks.Mark> after, int most);
    }

    /// One page. It is one statement, which sees one state without a transaction, and saves its end. Where there are
    /// replicas it has one all the same: only what is in a transaction that reads goes to them.
    ///
    /// @param limit how many rows, 1 to 100; 20 when the caller says nothing
    /// @param after the mark of the page before
    /// @throws Refusal when the caller asks for what cannot be
    public <T> Page<T> page(Query<T> query, Optional<Integer> limit, Optional<String> after) {
        return routed
                ? Objects.requireNonNull(reading.execute(status -> paged(query, limit, after)))
                : paged(query, limit, after);
    }

    private <T> Page<T> paged(Query<T> query, Optional<Integer> limit, Optional<String> after) {
        return page(limit, after, query.mark(), (mark, most) -> read(query, mark, most));
    }

    /// One page of a list that somebody reads in his own way, in SQL for one.
    ///
    /// @param mark where a row stands in it
    /// @throws Refusal when the caller asks for what cannot be
    @Transactional(readOnly = true)
    public <T> Page<T> page(
            Optional<Integer> limit, Optional<String> after, Function<T, Marks.Mark> mark, Reader<T> reader) {
        int rows = limit.orElse(USUAL);
        if (rows < 1 || rows > MOST) {
            throw new Refusal(HttpStatus.BAD_REQUEST, "The parameter 'limit' is 1 to " + MOST + ".");
        }
        List<T> found = reader.read(after.map(marks::read), rows + 1);
        if (found.size() <= rows) {
            return new Page<>(found, null);
        }
        List<T> items = found.subList(0, rows);
        return new Page<>(items, marks.write(mark.apply(items.getLast())));
    }

    private <T> List<T> read(Query<T> query, Optional<Marks.Mark> mark, int most) {
        TypedQuery<T> hql = entities.createQuery(
                "select e from %s e where %s%s order by e.%s desc, e.id desc"
                        .formatted(
                                query.entity().getSimpleName(),
                                query.where(),
                                mark.isPresent() ? " and (e." + query.by() + ", e.id) < (:markAt, :markId)" : "",
                                query.by()),
                query.entity());
        query.parameters().forEach(hql::setParameter);
        mark.ifPresent(m -> hql.setParameter("markAt", placed(query, m.at())).setParameter("markId", m.id()));
        return hql.setMaxResults(most).getResultList();
    }

    /// A mark's time as what the list is ordered by.
    private Object placed(Query<?> query, Instant at) {
        ManagedType<?> type = entities.getMetamodel().managedType(query.entity());
        String[] path = query.by().split("\\.", -1);
        for (int i = 0; i < path.length - 1; i++) {
            type = (ManagedType<?>) type.getSingularAttribute(path[i]).getType();
        }
        Class<?> ordered = type.getSingularAttribute(path[path.length - 1]).getJavaType();
        return ordered == LocalDate.class ? at.atZone(ZoneOffset.UTC).toLocalDate() : at;
    }
}
