package dev.pgsteady.apps.manifest.journal;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.pgsteady.apps.manifest.people.Users;
import dev.pgsteady.apps.web.paging.Lists;
import dev.pgsteady.apps.web.paging.Page;
import dev.pgsteady.apps.web.problems.Refusal;
import dev.pgsteady.apps.web.signin.Caller;
import jakarta.validation.Valid;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// What one thinks of one's days.
@RestController
@RequestMapping("/api/reviews")
class ReviewApi {
    private final Reviews reviews;
    private final Users users;
    private final Lists lists;

    ReviewApi(Reviews reviews, Users users, Lists lists) {
        this.reviews = reviews;
        this.users = users;
        this.lists = lists;
    }

    /// A review as its owner sees it.
    record Shown(
            @Nullable UUID id,
            LocalDate reviewDate,
            @JsonUnwrapped ReviewContent content,
            long version) {
        static Shown of(DailyReview review) {
            return new Shown(review.getId(), review.reviewDate(), review.content(), review.getVersion());
        }
    }

    /// The last day first.
    @GetMapping
    Page<Shown> list(
            Authentication token, @RequestParam Optional<Integer> limit, @RequestParam Optional<String> after) {
        return lists.page(
                        Lists.Query.latest(DailyReview.class, "reviewDate", DailyReview::reviewDate, DailyReview::getId)
                                .where("e.user.id = :user", Map.of("user", Caller.of(token))),
                        limit,
                        after)
                .map(Shown::of);
    }

    @GetMapping("/{day}")
    @Transactional(readOnly = true)
    public Shown read(Authentication token, @PathVariable LocalDate day) {
        return Shown.of(of(token, day));
    }

    /// Says what one thinks of a day, in place of what one said before.
    @PutMapping("/{day}")
    @Transactional
    public Shown write(Authentication token, @PathVariable LocalDate day, @Valid @RequestBody ReviewContent content) {
        UUID user = Caller.of(token);
        if (day.isAfter(users.today(user))) {
            throw new Refusal(HttpStatus.UNPROCESSABLE_CONTENT, "That day has not come yet.");
        }
        DailyReview review = reviews.findByUserIdAndReviewDate(user, day)
                .orElseGet(() -> new DailyReview(users.getReferenceById(user), day));
        review.content(content);
        return Shown.of(reviews.saveAndFlush(review));
    }

    @DeleteMapping("/{day}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Transactional
    public void delete(Authentication token, @PathVariable LocalDate day) {
        reviews.delete(of(token, day));
    }

    private DailyReview of(Authentication token, LocalDate day) {
        return reviews.findByUserIdAndReviewDate(Caller.of(token), day).orElseThrow(() -> Refusal.unknown("review"));
    }
}
