package dev.pgsteady.demo;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Everybody who ever signed up, by number. Nobody is kept: an account is made again whenever it is asked
/// for, which is what lets millions be written in constant memory, table by table.
final class Population {
    private static final Pattern WORD_START = Pattern.compile("(^|\\.)([a-z])");
    private static final List<String> SPELLINGS =
            List.of("cancelled", "cancelled", "cancelled", "Canceled", "past-due", "cancelled", "Active");

    private final long seed;
    private final long users;
    private final LocalDate today;
    private final Names names = Names.load();
    private final Growth growth;
    private final Spread spread;

    /// @param users how many there are
    /// @param today the day after the last sign-up
    Population(long seed, long users, LocalDate today) {
        this.seed = seed;
        this.users = users;
        this.today = today;
        this.growth = new Growth(today);
        this.spread = new Spread(seed);
    }

    long users() {
        return users;
    }

    LocalDate today() {
        return today;
    }

    boolean hits(Dirt dirt, long number) {
        return spread.hits(dirt, number);
    }

    Dice dice(long index, Dice.Purpose purpose) {
        return Dice.of(seed, index, purpose);
    }

    Account account(long number) {
        Dice dice = dice(number, Dice.Purpose.ACCOUNT);
        LocalDateTime created = growth.signup(number, users);
        boolean twin = hits(Dirt.EMAIL_CASE_TWINS, number);
        Optional<String> borrowed = borrowedCustomer(number);
        Billing billing = borrowed.map(own(number)::withCustomer).orElseGet(() -> own(number));
        int workspaces = workspaces(number, billing, dice);
        return new Account(
                number,
                dice(number, Dice.Purpose.IDENTITY).uuid(),
                twin ? capitalised(names.person(number - 1)) : names.person(number),
                dice.percent(88) ? Optional.of("$2b$12$" + dice.letters(53)) : Optional.empty(),
                billing,
                borrowed.isPresent(),
                twin,
                usage(number, billing, dice),
                created,
                later(created, dice),
                workspaces,
                projects(number, workspaces, dice),
                hits(Dirt.ORPHANED_SLIDES, number),
                hits(Dirt.DUPLICATE_SLIDES, number));
    }

    /// Some moment between the given one and the end of the last day, more often soon than late.
    LocalDateTime later(LocalDateTime moment, Dice dice) {
        long room = Duration.between(moment, today.atStartOfDay()).toMillis();
        double part = dice.nextInt(1_000_000) / 1_000_000.0;
        return moment.plus((long) (room * part * part), ChronoUnit.MILLIS);
    }

    private int workspaces(long number, Billing billing, Dice dice) {
        int usual = billing.customer().isPresent() ? 1 + dice.share(70, 22, 8) : dice.share(14, 62, 18, 6);
        return hits(Dirt.CUSTOMERS_WITHOUT_WORKSPACE, number) ? 0 : usual;
    }

    private int projects(long number, int workspaces, Dice dice) {
        int usual = workspaces == 0 ? 0 : dice.share(34, 30, 19, 11, 6);
        boolean needed = hits(Dirt.ORPHANED_SLIDES, number) || hits(Dirt.DUPLICATE_SLIDES, number);
        return needed ? Math.max(1, usual) : usual;
    }

    private int usage(long number, Billing billing, Dice dice) {
        int usual = billing.tier().equals("free") ? dice.nextInt(30) : dice.nextInt(400);
        return hits(Dirt.NEGATIVE_USAGE, number) ? -1 - dice.nextInt(12) : usual;
    }

    private static Person capitalised(Person person) {
        int at = person.email().indexOf('@');
        String local = WORD_START
                .matcher(person.email().substring(0, at))
                .replaceAll(match ->
                        match.group(1) + Character.toUpperCase(match.group(2).charAt(0)));
        return new Person(person.fullName(), local + person.email().substring(at));
    }

    /// The nearest earlier user with a customer id gives it; [Spread] keeps the next borrower out of reach.
    private Optional<String> borrowedCustomer(long number) {
        if (!hits(Dirt.DUPLICATE_CUSTOMERS, number)) {
            return Optional.empty();
        }
        Optional<String> found = Optional.empty();
        for (long other = number - 1; found.isEmpty() && other >= number - Spread.MARGIN; other--) {
            found = own(other).customer();
        }
        return found;
    }

    private Billing own(long number) {
        Dice dice = dice(number, Dice.Purpose.BILLING);
        String customer = "cus_" + dice.letters(14);
        String subscription = "sub_" + dice.letters(24);
        LocalDateTime created = growth.signup(number, users);
        Billing usual = usual(customer, subscription, created, dice);
        boolean active = hits(Dirt.ACTIVE_WITHOUT_SUBSCRIPTION, number);
        boolean misspelt = hits(Dirt.MISSPELT_STATUSES, number);
        boolean needed = active
                || misspelt
                || hits(Dirt.CUSTOMERS_WITHOUT_WORKSPACE, number)
                || hits(Dirt.REPEATED_EVENTS, number);
        Billing known = needed ? usual.withCustomer(customer) : usual;
        if (active) {
            return known.activeOnly(created.plusDays(30));
        }
        return misspelt ? known.left(dice.of(SPELLINGS), subscription) : known;
    }

    private Billing usual(String customer, String subscription, LocalDateTime created, Dice dice) {
        int months = 1 + (int) (Duration.between(created, today.atStartOfDay()).toDays() / 30);
        return switch (dice.share(69, 8, 6, 13, 4)) {
            case 0 -> Billing.NONE;
            case 1 -> Billing.NONE.withCustomer(customer);
            case 2 -> {
                int paid = dice.between(1, months);
                yield new Billing(
                        Optional.of(customer),
                        Optional.of(subscription),
                        "free",
                        Optional.of("canceled"),
                        Optional.of(created.plusMonths(paid)),
                        paid * 12.9);
            }
            case 3 -> paying("pro", customer, subscription, dice).until(created, months, 12.9);
            default -> paying("team", customer, subscription, dice).until(created, months, 39.9);
        };
    }

    private static Paying paying(String tier, String customer, String subscription, Dice dice) {
        String status = List.of("active", "past_due", "trialing", "unpaid").get(dice.share(87, 6, 5, 2));
        return new Paying(tier, customer, subscription, status);
    }

    /// A subscription that runs.
    private record Paying(String tier, String customer, String subscription, String status) {
        Billing until(LocalDateTime created, int months, double price) {
            return new Billing(
                    Optional.of(customer),
                    Optional.of(subscription),
                    tier,
                    Optional.of(status),
                    Optional.of(created.plusMonths(months)),
                    status.equals("trialing") ? 0 : months * price);
        }
    }
}
