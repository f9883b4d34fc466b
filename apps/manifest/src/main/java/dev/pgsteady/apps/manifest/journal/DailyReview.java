package dev.pgsteady.apps.manifest.journal;

import dev.pgsteady.apps.manifest.people.Belonging;
import dev.pgsteady.apps.manifest.people.User;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import jakarta.validation.Valid;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// What somebody thinks of a day.
@Entity
@Table(
        name = "daily_reviews",
        uniqueConstraints =
                @UniqueConstraint(
                        name = "uq_daily_reviews_day",
                        columnNames = {"user_id", "review_date"}))
public class DailyReview extends Belonging<ReviewContent> {
    @Column(nullable = false, updatable = false)
    private LocalDate reviewDate = LocalDate.EPOCH;

    /// Null when nothing was said: Hibernate makes no record of nothing but nulls.
    @Valid @Embedded
    private @Nullable ReviewContent content;

    protected DailyReview() {}

    /// Of a day of which nothing is said yet.
    public DailyReview(User user, LocalDate day) {
        super(user);
        this.reviewDate = day;
    }

    public LocalDate reviewDate() {
        return reviewDate;
    }

    @Override
    public ReviewContent content() {
        return content == null ? ReviewContent.EMPTY : content;
    }

    @Override
    public void content(ReviewContent changed) {
        this.content = changed;
    }
}
