package dev.pgsteady.apps.manifest.goals;

import dev.pgsteady.apps.manifest.people.Users;
import dev.pgsteady.apps.web.problems.Refusal;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Changes goals, each step with all that follows from it: the values of a goal, of the one that it is a
/// part of, and so on up the tree.
@Service
public class GoalKeeping {
    private final Goals goals;
    private final ProgressRows progress;
    private final Users users;
    private final EntityManager entities;

    GoalKeeping(Goals goals, ProgressRows progress, Users users, EntityManager entities) {
        this.goals = goals;
        this.progress = progress;
        this.users = users;
        this.entities = entities;
    }

    /// What was done on a day. A negative value takes back.
    public record Done(BigDecimal value, @Nullable String note) {}

    /// Adds a goal.
    @Transactional
    public Goal add(UUID user, GoalContent content) {
        users.lock(user);
        requireParent(user, content);
        return fresh(goals.saveAndFlush(new Goal(users.getReferenceById(user), content)));
    }

    /// Changes one, which may become a part of another.
    ///
    /// @param version the one that its owner has read
    @Transactional
    public Goal change(UUID user, UUID id, GoalContent content, long version) {
        users.lock(user);
        Goal goal = goals.of(user, id, "goal", version);
        requireParent(user, content);
        goal.content(content);
        return fresh(goals.saveAndFlush(goal));
    }

    /// Throws one away, with its parts.
    @Transactional
    public void remove(UUID user, UUID id) {
        users.lock(user);
        goals.delete(goals.of(user, id, "goal"));
    }

    /// Writes down what was done on a day, in place of what was written down before.
    @Transactional
    public GoalProgress record(UUID user, UUID id, LocalDate day, Done done) {
        users.lock(user);
        Goal goal = goals.of(user, id, "goal");
        if (day.isAfter(users.today(user))) {
            throw new Refusal(HttpStatus.UNPROCESSABLE_CONTENT, "That day has not come yet.");
        }
        GoalProgress row = progress.findByGoalIdAndProgressDate(id, day).orElseGet(() -> new GoalProgress(goal, day));
        row.change(done.value(), done.note());
        return progress.saveAndFlush(row);
    }

    /// Takes back what was written down for a day.
    @Transactional
    public void forget(UUID user, UUID id, LocalDate day) {
        users.lock(user);
        goals.of(user, id, "goal");
        progress.delete(progress.findByGoalIdAndProgressDate(id, day).orElseThrow(() -> Refusal.unknown("day")));
    }

    /// Whether it would be a part of itself is left to the database, which knows.
    private void requireParent(UUID user, GoalContent content) {
        if (content.parentGoalId() != null) {
            goals.of(user, content.parentGoalId(), "parent goal");
        }
    }

    /// With what the database has written beside.
    private Goal fresh(Goal goal) {
        entities.refresh(goal);
        return goal;
    }
}
