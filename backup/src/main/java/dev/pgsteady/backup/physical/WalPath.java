package dev.pgsteady.backup.physical;

import dev.pgsteady.backup.BackupSet;
import dev.pgsteady.backup.Manifest;
import dev.pgsteady.backup.PhysicalContent;
import dev.pgsteady.backup.SetId;
import dev.pgsteady.backup.store.ObjectName;
import dev.pgsteady.core.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The segments that lead from a physical backup as far as the archive goes, without a hole, along the
/// newest timeline.
///
/// @param set     the backup
/// @param content of the backup
/// @param system  the server's identifier
/// @param history of the timeline on which the path ends
/// @param steps   in order
/// @param gap     why there are no more, when there is something after it
record WalPath(
        SetId set,
        PhysicalContent content,
        Optional<String> system,
        TimelineHistory history,
        List<Step> steps,
        Optional<WalWindow.Gap> gap) {
    /// One segment of the path.
    ///
    /// @param end up to where it holds something
    record Step(WalSegment segment, ObjectName object, Lsn end) {}

    WalPath {
        steps = List.copyOf(steps);
    }

    static WalPath of(WalArchive archive, BackupSet set) {
        Manifest manifest = archive.repository().manifest(set);
        PhysicalContent content = manifest.physical()
                .orElseThrow(() -> new Problem(
                        Problem.Kind.USAGE,
                        "%s is a logical backup, which knows one instant only.".formatted(set.id()),
                        "Name a physical backup; 'pgsteady backup list' shows which is what."));
        WalListing listing = archive.list();
        TimelineHistory history = newest(archive, listing, content);
        List<Step> steps = new ArrayList<>();
        Optional<WalWindow.Gap> gap = walk(listing, content, history, steps);
        return new WalPath(set.id(), content, manifest.server().systemIdentifier(), history, steps, gap);
    }

    /// The newest timeline that comes from the backup and of which there is something.
    private static TimelineHistory newest(WalArchive archive, WalListing listing, PhysicalContent content) {
        Lsn stop = Lsn.parse(content.stopLsn());
        return listing.histories().entrySet().stream()
                .filter(e -> e.getKey() > content.timeline())
                .map(e -> TimelineHistory.parse(
                        e.getKey(), new String(archive.content(e.getValue()), StandardCharsets.UTF_8)))
                .filter(h -> h.contains(content.timeline(), stop) && begun(listing, h, content.segmentBytes()))
                .max(Comparator.comparingInt(TimelineHistory::timeline))
                .orElse(TimelineHistory.none(content.timeline()));
    }

    private static boolean begun(WalListing listing, TimelineHistory history, int bytes) {
        Lsn branch = history.ancestors().getLast().until();
        return listing.has(WalSegment.at(history.timeline(), branch, bytes));
    }

    private static Optional<WalWindow.Gap> walk(
            WalListing listing, PhysicalContent content, TimelineHistory history, List<Step> steps) {
        int bytes = content.segmentBytes();
        long last = Lsn.parse(content.stopLsn()).value() - 1;
        for (long number = last / bytes; ; number++) {
            WalSegment segment = history.segment(number, bytes);
            List<ObjectName> whole = listing.whole().getOrDefault(segment.file(), List.of());
            List<ObjectName> partial = listing.partial().getOrDefault(segment.file(), List.of());
            if (whole.size() > 1) {
                return gap(listing, history, segment, "is there with more than one content");
            }
            // The last segment that the copy needs is in the copy, and complete there: the server switched to another.
            boolean inCopy = number == last / bytes && segment.timeline() == content.timeline();
            if (whole.isEmpty() && !inCopy) {
                partial.stream()
                        .max(Comparator.naturalOrder())
                        .ifPresent(o -> steps.add(new Step(segment, o, WalListing.end(segment, o))));
                return gap(listing, history, segment, partial.isEmpty() ? "is missing" : "was never completed");
            }
            whole.forEach(object -> steps.add(new Step(segment, object, segment.end())));
        }
    }

    private static Optional<WalWindow.Gap> gap(
            WalListing listing, TimelineHistory history, WalSegment segment, String reason) {
        WalSegment end = new WalSegment(history.timeline(), segment.number(), segment.bytes());
        Optional<String> next = Stream.of(segment, end)
                .flatMap(s -> listing.newestAfter(s).stream())
                .max(Comparator.naturalOrder());
        boolean conflict =
                listing.whole().getOrDefault(segment.file(), List.of()).size() > 1;
        return next.isPresent() || conflict
                ? Optional.of(new WalWindow.Gap(segment.file(), reason, next))
                : Optional.empty();
    }

    Lsn stop() {
        return Lsn.parse(content.stopLsn());
    }

    Lsn until() {
        return steps.isEmpty() || steps.getLast().end().compareTo(stop()) < 0
                ? stop()
                : steps.getLast().end();
    }

    WalWindow window() {
        return new WalWindow(set, history.timeline(), stop(), content.stopped(), until(), gap);
    }

    /// The part of it that leads to a position.
    WalPath upTo(Lsn position) {
        List<Step> some = steps.stream()
                .filter(s -> s.segment().start().compareTo(position) <= 0)
                .toList();
        return new WalPath(set, content, system, history, some, some.size() < steps.size() ? Optional.empty() : gap);
    }

    /// The part of it whose content is as it should be.
    WalPath checked(WalArchive archive) {
        for (int i = 0; i < steps.size(); i++) {
            Optional<String> reason = objection(archive, steps.get(i));
            if (reason.isPresent()) {
                return brokenAt(i, reason.get());
            }
        }
        return this;
    }

    /// The same as if a step and those after it were not there.
    WalPath brokenAt(int step, String reason) {
        Optional<String> next =
                step + 1 < steps.size() ? Optional.of(steps.getLast().segment().file()) : Optional.empty();
        WalWindow.Gap broken = new WalWindow.Gap(steps.get(step).segment().file(), reason, next);
        return new WalPath(set, content, system, history, steps.subList(0, step), Optional.of(broken));
    }

    private Optional<String> objection(WalArchive archive, Step step) {
        try {
            return WalPage.objection(archive.content(step.object()), step.segment(), system);
        } catch (Problem damaged) {
            if (damaged.kind() != Problem.Kind.DAMAGED) {
                throw damaged;
            }
            return Optional.of("is damaged");
        }
    }
}
