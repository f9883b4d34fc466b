package dev.pgsteady.apps.manifest.habits;

import dev.pgsteady.apps.manifest.people.Users;
import dev.pgsteady.apps.web.problems.Refusal;
import jakarta.persistence.EntityManager;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Writes down on which days a habit was kept. The streaks follow in the same transaction.
@Service
public class HabitKeeping {
    private final Habits habits;
    private final Entries entries;
    private final Users users;
    private final EntityManager entities;

    HabitKeeping(Habits habits, Entries entries, Users users, EntityManager entities) {
        this.habits = habits;
        this.entries = entries;
        this.users = users;
        this.entities = entities;
    }

    /// What was done on a day.
    ///
    /// @param times how often; as often as the habit wants when nobody says
    public record Done(Optional<Integer> times, @Nullable String note) {}

    /// Adds a habit.
    @Transactional
    public Habit add(UUID user, HabitContent content) {
        return fresh(habits.saveAndFlush(new Habit(users.getReferenceById(user), content)));
    }

    /// Changes one. The streaks may become others, as what counts does.
    ///
    /// @param version the one that its owner has read
    @Transactional
    public Habit change(UUID user, UUID id, HabitContent content, long version) {
        Habit habit = habits.of(user, id, "habit", version);
        habit.content(content);
        return fresh(habits.saveAndFlush(habit));
    }

    /// Writes down what was done on a day, in place of what was written down before.
    @Transactional
    public HabitEntry record(UUID user, UUID id, LocalDate day, Done done) {
        Habit habit = habits.of(user, id, "habit");
        if (day.isAfter(users.today(user))) {
            throw new Refusal(HttpStatus.UNPROCESSABLE_CONTENT, "That day has not come yet.");
        }
        HabitEntry entry = entries.findByHabitIdAndEntryDate(id, day).orElseGet(() -> new HabitEntry(habit, day));
        int needed = habit.content().targetCount();
        entry.change(done.times().orElse(needed), needed, done.note());
        return entries.saveAndFlush(entry);
    }

    /// Takes back what was written down for a day.
    @Transactional
    public void forget(UUID user, UUID id, LocalDate day) {
        habits.of(user, id, "habit");
        entries.delete(entries.findByHabitIdAndEntryDate(id, day).orElseThrow(() -> Refusal.unknown("day")));
    }

    /// With what the database has written beside.
    private Habit fresh(Habit habit) {
        entities.refresh(habit);
        return habit;
    }
}
