package dev.pgsteady.apps.exportsathi.chat;

import dev.pgsteady.apps.exportsathi.assessment.Money;
import dev.pgsteady.apps.exportsathi.assessment.Need;
import dev.pgsteady.apps.exportsathi.assessment.Shipping;
import dev.pgsteady.apps.exportsathi.chat.ChatMessage.Source;
import dev.pgsteady.apps.exportsathi.reports.Certification;
import dev.pgsteady.apps.exportsathi.reports.Parts;
import dev.pgsteady.apps.exportsathi.reports.PlanTask;
import dev.pgsteady.apps.exportsathi.reports.Report;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A sentence about a report, and where it stands.
///
/// @param words besides those of the sentence, by which it is found
record Passage(String kind, String place, String title, String text, String words) {
    Source source() {
        return new Source(kind, place, title, text);
    }

    /// All that can be said of a report.
    static List<Passage> of(Report report, Parts parts) {
        List<Passage> all = new ArrayList<>();
        all.add(new Passage(
                "report",
                "risk",
                "Risk and effort",
                "The risk of exporting %s to %s is %d of 100; it is estimated to cost %s rupees and to take %d days."
                        .formatted(
                                report.productName(),
                                report.destinationCountry(),
                                report.riskScore(),
                                report.estimatedCost().toPlainString(),
                                report.estimatedTimelineDays()),
                "risk score cost costs expensive timeline long time days how"));
        all.add(new Passage(
                "report",
                "hs-code",
                "HS code",
                "The HS code of %s is %s, with a confidence of %d percent."
                        .formatted(report.productName(), report.hsCode(), report.hsCodeConfidence()),
                "hs code classification tariff heading harmonized customs"));
        parts.certifications().forEach(c -> all.add(certification(c)));
        parts.plan().forEach(t -> all.add(task(t)));
        money(parts.money(), all);
        shipping(parts.shipping(), all);
        return all;
    }

    private static Passage certification(Certification c) {
        String known = Arrays.stream(Need.values())
                .filter(n -> n.id().equals(c.certificationId()))
                .findFirst()
                .map(n -> " It is given by %s, takes about %d days and costs about %d rupees; to be handed in: %s."
                        .formatted(
                                n.authority(),
                                n.days(),
                                n.rupees(),
                                String.join(", ", n.documents()).replace('_', ' ')))
                .orElse("");
        String notes = c.notes().isBlank() ? "" : " You noted: " + c.notes();
        return new Passage(
                "certification",
                c.certificationId(),
                c.certificationName(),
                "The %s is %s.%s%s"
                        .formatted(c.certificationName(), c.status().word().replace('_', ' '), known, notes),
                "certification certificate certifications licence registration papers documents need "
                        + c.certificationId().replace('-', ' '));
    }

    private static Passage task(PlanTask t) {
        return new Passage(
                "task",
                t.taskId(),
                "Day " + t.dayNumber(),
                "On day %d: %s (%s).".formatted(t.dayNumber(), t.taskTitle(), t.completed() ? "done" : "to do"),
                "plan task day " + t.dayNumber() + " next step todo");
    }

    private static void money(Money money, List<Passage> all) {
        all.add(new Passage(
                "finance",
                "working-capital",
                "Working capital",
                "For an order of %d rupees, %d rupees of working capital are needed before the buyer pays."
                        .formatted(money.capital().orderValue(), money.capital().needed()),
                "working capital money finance loan cash needed order"));
        all.add(new Passage(
                "finance",
                "rodtep",
                "RoDTEP",
                "RoDTEP gives back %s percent of the value, %d rupees."
                        .formatted(money.rodtep().percent(), money.rodtep().benefit()),
                "rodtep benefit incentive scheme remission duties taxes back"));
        all.add(new Passage(
                "finance",
                "gst-refund",
                "Refund of GST",
                "The refund of GST is %d rupees (%d percent), after about %d days."
                        .formatted(
                                money.gst().refund(),
                                money.gst().percent(),
                                money.gst().days()),
                "gst refund tax back lut"));
    }

    private static void shipping(Shipping shipping, List<Passage> all) {
        all.add(new Passage(
                "logistics",
                "loads",
                "LCL or FCL",
                "%d kg go better as %s: LCL costs %d rupees, a whole container %d."
                        .formatted(
                                shipping.loads().kilograms(),
                                shipping.loads().better(),
                                shipping.loads().lclCost(),
                                shipping.loads().fclCost()),
                "lcl fcl container freight shipping load consignment cost"));
        all.add(new Passage(
                "logistics",
                "rms",
                "Customs",
                "Customs picks the consignment for examination with a probability of %.0f percent (RMS)."
                        .formatted(shipping.rmsProbability()),
                "rms customs inspection examination probability checked"));
        shipping.routes()
                .forEach(r -> all.add(new Passage(
                        "logistics",
                        "route",
                        r.way(),
                        "By %s, %s: %d days, %d rupees.".formatted(r.by(), r.way(), r.days(), r.cost()),
                        "route ship sea air way transit days freight port")));
    }
}
