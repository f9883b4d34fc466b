package dev.pgsteady.readiness;

import dev.pgsteady.core.QualifiedName;
import dev.pgsteady.core.TlsIdentity;
import dev.pgsteady.readiness.Counters.Checkpoints;
import dev.pgsteady.readiness.Counters.Lookups;
import dev.pgsteady.readiness.Facts.Reference;
import dev.pgsteady.readiness.Live.Archiver;
import dev.pgsteady.readiness.Live.GuessedPassword;
import dev.pgsteady.readiness.Live.HbaRule;
import dev.pgsteady.readiness.Live.Prepared;
import dev.pgsteady.readiness.Live.ReferenceSample;
import dev.pgsteady.readiness.Live.Session;
import dev.pgsteady.readiness.Live.Slot;
import dev.pgsteady.readiness.Live.StaleCollation;
import dev.pgsteady.readiness.Live.Standby;
import dev.pgsteady.readiness.Live.Statements;
import dev.pgsteady.readiness.Probes.History;
import dev.pgsteady.readiness.Probes.StoredPassword;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Lays the [Directive]s of a trap case over what is live and what has been recorded. Each kind that a case names
/// replaces that kind whole; what it does not name stays.
///
/// - `hba: type database user address method [error="…"] [netmask=…]`, `-` for no address; `hba: hidden`; `hba: none`
/// - `session: role=… database=… application=… state="…" transaction=seconds since=seconds client=… tls=true blocked=n`
/// - `prepared: id owner database seconds`; the database `here` is the case's own, for sessions too
/// - `archiver: archived=n failed=n failing=true last=seconds|never`, `archiver: hidden`
/// - `slot: name physical=true active=true retained=bytes status=…`
/// - `standby: application state=… lag=bytes seconds=n`
/// - `collation: name recorded actual`
/// - `guessed: role words of how`, `guessed: none`, `guessed: hidden`
/// - `sample: child(a) parent(b) rows=n orphans=n recent=n same=0..1 near=0..1 timestamps=true constraint=name`
/// - `taken`, `plan`: see [PlanOverlay]
/// - `statements: loaded=true installed=true evictions=n main=none|some`; a `plan` says all of it
/// - `building: index`
/// - `counted: subtransactions=hits/misses checkpoints=timed/requested waiting=files unarchived=bytes
/// discarded=seconds`
/// - `spent: role milliseconds`
/// - `stored: role server` a password of a user mapping
/// - `history: table failures|hidden`
/// - `certificate: host=… from=instant until=instant self=true names=a,b`; or the reason why none was seen
/// - `evidence: KIND passed|failed days-ago [summary]`
final class LiveOverlay {
    private static final Set<String> KNOWN = Set.of(
            "hba",
            "session",
            "prepared",
            "archiver",
            "slot",
            "standby",
            "collation",
            "guessed",
            "sample",
            "taken",
            "plan",
            "statements",
            "building",
            "counted",
            "spent",
            "stored",
            "history",
            "certificate",
            "evidence",
            "finds",
            "fix",
            "after");

    private LiveOverlay() {}

    static void requireKnown(Directive directive) {
        if (!KNOWN.contains(directive.name())) {
            throw new IllegalArgumentException("unknown directive `-- " + directive.name() + ":`");
        }
    }

    /// A server on which nothing happens and of which little may be seen.
    static Live nothing() {
        return new Live(
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Samples.none(),
                new Statements(false, false, Optional.empty(), Optional.empty()),
                List.of(),
                Counters.none(),
                Probes.none(),
                Live.Gaps.NONE);
    }

    /// The same with these statements.
    static Live with(Live l, Statements statements) {
        return new Live(
                l.sessions(),
                l.prepared(),
                l.hba(),
                l.archiver(),
                l.slots(),
                l.standbys(),
                l.collations(),
                l.guessed(),
                l.samples(),
                statements,
                l.building(),
                l.counters(),
                l.probes(),
                l.gaps());
    }

    static Live on(Live live, TrapFile.Case trap, String here) {
        return new Live(
                many(trap, "session", d -> session(d, here), live.sessions()),
                many(trap, "prepared", d -> prepared(d, here), live.prepared()),
                visible(trap, "hba", LiveOverlay::hba, live.hba()),
                visible(trap, "archiver", LiveOverlay::archiver, live.archiver().map(List::of))
                        .map(List::getFirst),
                many(trap, "slot", LiveOverlay::slot, live.slots()),
                many(trap, "standby", LiveOverlay::standby, live.standbys()),
                many(trap, "collation", d -> new StaleCollation(d.word(0), d.word(1), d.word(2)), live.collations()),
                visible(trap, "guessed", LiveOverlay::guessed, live.guessed()),
                new Samples(
                        many(trap, "sample", LiveOverlay::sample, live.samples().references()),
                        live.samples().unsampled(),
                        many(
                                trap,
                                "taken",
                                PlanOverlay::sequence,
                                live.samples().sequences()),
                        many(trap, "plan", PlanOverlay::plan, live.samples().plans())),
                statements(trap, live),
                many(trap, "building", d -> name(d.word(0)), live.building()),
                counters(trap, live.counters()),
                probes(trap, live.probes()),
                live.gaps());
    }

    private static Probes probes(TrapFile.Case trap, Probes live) {
        return new Probes(
                many(trap, "stored", d -> new StoredPassword(d.word(0), d.word(1)), live.storedPasswords()),
                many(trap, "history", LiveOverlay::history, live.histories()),
                many(trap, "certificate", LiveOverlay::certificate, List.of(live.tls()))
                        .getFirst());
    }

    private static History history(Directive d) {
        Optional<Long> failures = d.word(1).equals("hidden") ? Optional.empty() : Optional.of(d.number(1));
        return new History(name(d.word(0)), failures);
    }

    private static TlsIdentity certificate(Directive d) {
        Directive.Pairs p = d.pairs();
        if (!p.byKey().containsKey("host")) {
            return new TlsIdentity.Unseen(rest(d, 0));
        }
        return new TlsIdentity.Shown(
                p.text("host", ""),
                (int) p.number("port", 5432),
                Instant.parse(p.text("from", "2020-01-01T00:00:00Z")),
                Instant.parse(p.text("until", "2999-01-01T00:00:00Z")),
                p.yes("self", false),
                List.of(p.text("names", p.text("host", "")).split(",", -1)));
    }

    static Evidence evidence(TrapFile.Case trap, Instant now) {
        return new Evidence(trap.directives("evidence").stream()
                .map(d -> new Evidence.Item(
                        Evidence.Kind.valueOf(d.word(0)),
                        now.minus(Duration.ofDays(d.number(2))),
                        d.word(1).equals("passed"),
                        d.words().size() > 3 ? rest(d, 3) : "recorded by the case"))
                .toList());
    }

    private static <T> List<T> many(TrapFile.Case trap, String name, Function<Directive, T> read, List<T> otherwise) {
        List<Directive> found = trap.directives(name);
        return found.isEmpty() ? otherwise : found.stream().map(read).toList();
    }

    /// As [#many], for what may be hidden as a whole: `hidden`; or visible and empty: `none`.
    private static <T> Optional<List<T>> visible(
            TrapFile.Case trap, String name, Function<Directive, T> read, Optional<List<T>> otherwise) {
        List<Directive> found = trap.directives(name);
        if (found.isEmpty()) {
            return otherwise;
        }
        String first = found.getFirst().word(0);
        if (first.equals("hidden")) {
            return Optional.empty();
        }
        return Optional.of(
                first.equals("none") ? List.of() : found.stream().map(read).toList());
    }

    private static Session session(Directive directive, String here) {
        Directive.Pairs p = directive.pairs();
        String client = p.text("client", "");
        return new Session(
                (int) p.number("pid", 4242),
                p.text("role", "app"),
                database(p.text("database", "app"), here),
                p.text("application", ""),
                p.text("state", "active"),
                p.number("transaction", 0),
                p.number("since", p.number("transaction", 0)),
                client.isEmpty() ? Optional.empty() : Optional.of(client),
                p.yes("tls", false),
                (int) p.number("blocked", 0));
    }

    private static String database(String word, String here) {
        return word.equals("here") ? here : word;
    }

    private static Prepared prepared(Directive d, String here) {
        return new Prepared(d.word(0), d.word(1), database(d.word(2), here), d.number(3));
    }

    private static HbaRule hba(Directive d) {
        Directive.Pairs p = d.pairs();
        String address = d.word(3).equals("-") ? "" : d.word(3);
        return new HbaRule(
                (int) p.number("line", 1),
                d.word(0),
                List.of(d.word(1).split(",", -1)),
                List.of(d.word(2).split(",", -1)),
                address,
                p.text("netmask", ""),
                d.word(4),
                List.of(),
                Optional.of(p.text("error", "")).filter(e -> !e.isEmpty()));
    }

    private static Archiver archiver(Directive d) {
        Directive.Pairs p = d.pairs();
        boolean never = p.text("last", "never").equals("never");
        return new Archiver(
                p.number("archived", 0),
                p.number("failed", 0),
                p.yes("failing", false),
                never ? Optional.empty() : Optional.of(p.number("last", 0)));
    }

    private static Slot slot(Directive d) {
        Directive.Pairs p = d.pairs();
        return new Slot(
                d.word(0),
                p.yes("physical", true),
                p.yes("active", true),
                p.number("retained", 0),
                p.text("status", "reserved"));
    }

    private static Standby standby(Directive d) {
        Directive.Pairs p = d.pairs();
        boolean timed = p.byKey().containsKey("seconds");
        return new Standby(
                d.word(0),
                p.text("state", "streaming"),
                p.number("lag", 0),
                timed ? Optional.of(p.number("seconds", 0)) : Optional.empty());
    }

    private static Counters counters(TrapFile.Case trap, Counters otherwise) {
        Map<String, Double> times =
                trap.directives("spent").stream().collect(Collectors.toMap(d -> d.word(0), d -> (double) d.number(1)));
        return many(trap, "counted", d -> counted(d, times), List.of(otherwise)).getFirst();
    }

    private static Counters counted(Directive d, Map<String, Double> times) {
        Directive.Pairs p = d.pairs();
        String[] lookups = p.text("subtransactions", "0/0").split("/", -1);
        String[] checkpoints = p.text("checkpoints", "0/0").split("/", -1);
        return new Counters(
                new Lookups(Long.parseLong(lookups[0]), Long.parseLong(lookups[1])),
                new Checkpoints(Long.parseLong(checkpoints[0]), Long.parseLong(checkpoints[1])),
                maybe(p, "waiting"),
                maybe(p, "unarchived"),
                maybe(p, "discarded"),
                times);
    }

    private static Optional<Long> maybe(Directive.Pairs pairs, String key) {
        return pairs.byKey().containsKey(key) ? Optional.of(pairs.number(key, 0)) : Optional.empty();
    }

    private static GuessedPassword guessed(Directive d) {
        return new GuessedPassword(d.word(0), rest(d, 1));
    }

    private static Statements statements(TrapFile.Case trap, Live live) {
        List<String> planned =
                trap.directives("plan").stream().map(d -> d.word(0)).toList();
        return planned.isEmpty()
                ? many(trap, "statements", LiveOverlay::statements, List.of(live.statements()))
                        .getFirst()
                : new Statements(true, true, Optional.of(0L), Optional.of(planned));
    }

    private static Statements statements(Directive d) {
        Directive.Pairs p = d.pairs();
        boolean readable = p.byKey().containsKey("evictions");
        Optional<List<String>> main = Optional.of(p.text("main", ""))
                .filter(m -> !m.isEmpty())
                .map(m -> m.equals("none") ? List.of() : List.of(m));
        return new Statements(
                p.yes("loaded", false),
                p.yes("installed", false),
                readable ? Optional.of(p.number("evictions", 0)) : Optional.empty(),
                main);
    }

    private static ReferenceSample sample(Directive d) {
        Directive.Pairs p = d.pairs();
        Reference reference = new Reference(
                table(d.word(0)),
                columns(d.word(0)),
                table(d.word(1)),
                columns(d.word(1)),
                Optional.of(p.text("constraint", "")).filter(c -> !c.isEmpty()));
        return new ReferenceSample(
                reference,
                p.number("rows", 0),
                p.number("orphans", 0),
                p.number("recent", 0),
                p.fraction("same", 0),
                p.fraction("near", 0),
                p.yes("timestamps", false));
    }

    static QualifiedName table(String word) {
        return name(word.substring(0, word.indexOf('(')));
    }

    static List<String> columns(String word) {
        return Arrays.asList(
                word.substring(word.indexOf('(') + 1, word.indexOf(')')).split(",", -1));
    }

    static QualifiedName name(String word) {
        return word.indexOf('.') > 0 ? QualifiedName.parse(word) : new QualifiedName("public", word);
    }

    private static String rest(Directive d, int from) {
        return IntStream.range(from, d.words().size())
                .mapToObj(d::word)
                .reduce((a, b) -> a + " " + b)
                .orElse("")
                .strip()
                .replaceAll("\\s+", " ")
                .toLowerCase(Locale.ROOT);
    }
}
