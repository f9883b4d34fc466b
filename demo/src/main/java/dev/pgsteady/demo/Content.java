package dev.pgsteady.demo;

import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Turns accounts into the rows of each table, and counts the dirt in them.
final class Content {
    /// The most slides of a project, and the most projects of a user, plus room for more.
    private static final long SLIDES = 16;
    private static final long PROJECTS = 8;

    private final Population population;
    private final Tally tally;
    private long usageRows;

    Content(Population population, Tally tally) {
        this.population = population;
        this.tally = tally;
    }

    void user(Account account, Row row) throws SQLException {
        Billing billing = account.billing();
        row.value(account.id())
                .value(account.person().email())
                .orNull(account.passwordHash())
                .value(account.person().fullName())
                .orNull(billing.customer())
                .orNull(billing.subscription())
                .value(billing.tier())
                .orNull(billing.status())
                .orNull(billing.periodEnd())
                .value(account.usageCount())
                .value(population.today().withDayOfMonth(1))
                .value(billing.lifetimeValue())
                .value(account.created())
                .value(account.updated())
                .end();
        tally.add(Dirt.NEGATIVE_USAGE, account.usageCount() < 0);
        tally.add(Dirt.DUPLICATE_CUSTOMERS, account.borrowedCustomer());
        tally.add(Dirt.EMAIL_CASE_TWINS, account.twin());
        tally.add(Dirt.CUSTOMERS_WITHOUT_WORKSPACE, account.halfSignedUp());
        tally.add(Dirt.ACTIVE_WITHOUT_SUBSCRIPTION, billing.activeWithoutSubscription());
        tally.add(Dirt.MISSPELT_STATUSES, billing.misspelt());
    }

    void workspaces(Account account, Row row) throws SQLException {
        for (int i = 0; i < account.workspaces(); i++) {
            Dice dice = population.dice(account.number() * PROJECTS + i, Dice.Purpose.WORKSPACE);
            LocalDateTime created = i == 0
                    ? account.created().plusNanos(dice.between(20, 900) * 1_000_000L)
                    : population.later(account.created(), dice);
            row.value(dice.uuid())
                    .value(account.id())
                    .value(Contents.workspaceName(dice))
                    .value(Contents.workspace(dice))
                    .value(created)
                    .value(population.later(created, dice))
                    .end();
        }
    }

    void projects(Account account, Row row) throws SQLException {
        for (int i = 0; i < account.projects(); i++) {
            if (account.projectDeleted(i)) {
                continue;
            }
            Dice dice = project(account, i);
            String id = dice.uuid();
            LocalDateTime created = population.later(account.created(), dice);
            row.value(id)
                    .value(account.id())
                    .value(Contents.title(dice))
                    .value(Contents.context(dice))
                    .value(Contents.topics(dice))
                    .value(created)
                    .value(population.later(created, dice))
                    .end();
        }
    }

    void slides(Account account, Row row) throws SQLException {
        for (int i = 0; i < account.projects(); i++) {
            Dice dice = project(account, i);
            String project = dice.uuid();
            LocalDateTime created = population.later(account.created(), dice);
            boolean repeats = account.repeatsSlide() && i == 0;
            int slides = Math.max(repeats ? 2 : 1, 1 + dice.share(14, 12, 12, 12, 11, 10, 8, 7, 5, 4, 3, 2));
            tally.add(Dirt.DUPLICATE_SLIDES, repeats);
            Deck deck = new Deck(project, created, slides, repeats);
            long first = (account.number() * PROJECTS + i) * SLIDES;
            for (int slide = 0; slide < slides; slide++) {
                slide(deck, slide, population.dice(first + slide, Dice.Purpose.SLIDE), row);
                tally.add(Dirt.ORPHANED_SLIDES, account.projectDeleted(i));
            }
        }
    }

    /// The slides of one project.
    private record Deck(String project, LocalDateTime created, int slides, boolean repeats) {
        /// The last slide was saved twice under the number before, by two requests at once.
        int number(int slide) {
            return repeats && slide == slides - 1 ? slide : slide + 1;
        }
    }

    private void slide(Deck deck, int slide, Dice dice, Row row) throws SQLException {
        row.value(dice.uuid())
                .value(deck.project())
                .value(deck.number(slide))
                .value(Contents.title(dice))
                .value(Contents.slide(dice))
                .value(Contents.annotations(dice))
                .value(deck.created())
                .value(population.later(deck.created(), dice))
                .end();
    }

    private Dice project(Account account, int project) {
        return population.dice(account.number() * PROJECTS + project, Dice.Purpose.PROJECT);
    }

    void events(Account account, Row row) throws SQLException {
        Optional<String> customer = account.billing().customer();
        if (customer.isEmpty()) {
            return;
        }
        Dice dice = population.dice(account.number(), Dice.Purpose.EVENT);
        LocalDateTime at = account.created();
        List<String> types = types(account.billing());
        boolean repeats = population.hits(Dirt.REPEATED_EVENTS, account.number());
        for (int i = 0; i < types.size(); i++) {
            at = population.later(at, dice);
            Event event = new Event("evt_" + dice.letters(24), types.get(i), customer.get(), at);
            event.write(row, dice.percent(99));
            if (repeats && i == types.size() - 1) {
                event.write(row, true);
                tally.add(Dirt.REPEATED_EVENTS, true);
            }
        }
    }

    private static List<String> types(Billing billing) {
        List<String> types = new ArrayList<>(List.of("customer.created"));
        if (billing.subscription().isPresent()) {
            types.add("checkout.session.completed");
            types.add("customer.subscription.created");
            types.add("invoice.payment_succeeded");
        }
        billing.status().filter("past_due"::equals).ifPresent(word -> types.add("invoice.payment_failed"));
        billing.status().filter("canceled"::equals).ifPresent(word -> types.add("customer.subscription.deleted"));
        return types;
    }

    /// A message of Stripe's.
    private record Event(String id, String type, String customer, LocalDateTime at) {
        void write(Row row, boolean processed) throws SQLException {
            row.value(id)
                    .value(type)
                    .value("{\"id\": \"" + id + "\", \"type\": \"" + type
                            + "\", \"data\": {\"object\": {\"customer\": \"" + customer + "\"}}}")
                    .value(at)
                    .orNull(processed ? Optional.of(at.plusNanos(140_000_000)) : Optional.empty())
                    .orNull(processed ? Optional.empty() : Optional.of("KeyError: 'subscription'"))
                    .end();
        }
    }

    /// Numbers with gaps, since most of them went to attempts that only updated.
    void usage(Account account, Row row) throws SQLException {
        if (account.projects() == 0) {
            return;
        }
        Dice dice = population.dice(account.number(), Dice.Purpose.USAGE);
        int days = dice.between(1, 3);
        long step = 200_000_000L / (population.users() * 3);
        for (int day = 0; day < days; day++) {
            if (account.created().toLocalDate().plusDays(day).isBefore(population.today())) {
                row.value(1_900_000_000L + usageRows++ * step + dice.nextInt((int) step))
                        .value(account.id())
                        .value(account.created().toLocalDate().plusDays(day))
                        .value(dice.between(1, 24))
                        .end();
            }
        }
    }
}
