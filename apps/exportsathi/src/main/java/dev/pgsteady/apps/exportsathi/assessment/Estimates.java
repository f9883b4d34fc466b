package dev.pgsteady.apps.exportsathi.assessment;

import dev.pgsteady.apps.exportsathi.people.CompanySize;
import java.util.List;
import java.util.Set;

/// Sums of money, and ways of carrying.
final class Estimates {
    private static final int WHOLE_CONTAINER = 9_000;
    private static final int AIR_TIMES_SEA = 9;
    private static final int REFUND_DAYS = 60;

    private Estimates() {}

    static Shipping shipping(HsCode hs, Region region, CompanySize size) {
        int kilograms = switch (size) {
            case MICRO -> 400;
            case SMALL -> 1_500;
            case MEDIUM -> 6_000;
            case LARGE -> 18_000;
        };
        long lcl = (long) kilograms * region.rate();
        long fcl = (long) WHOLE_CONTAINER * region.rate();
        long sea = Math.min(lcl, fcl * ((kilograms + WHOLE_CONTAINER * 2 - 1) / (WHOLE_CONTAINER * 2)));
        long air = (long) kilograms * region.rate() * AIR_TIMES_SEA;
        double picked =
                Math.min(90, 10 + region.risk() + (hs.chapter() <= 38 ? 15 : 5) + (size == CompanySize.MICRO ? 10 : 0));
        return new Shipping(
                new Shipping.Loads(kilograms, lcl, fcl, lcl <= fcl ? "LCL" : "FCL"),
                picked,
                new Shipping.Freight(sea, air, sea / 50),
                List.of(
                        new Shipping.Route("sea", "Nhava Sheva to " + region.port(), region.days(), sea),
                        new Shipping.Route("sea", "Mundra to " + region.port(), region.days() + 2, sea * 97 / 100),
                        new Shipping.Route("air", "Mumbai to the airport nearest to " + region.port(), 3, air)));
    }

    static Money money(HsCode hs, CompanySize size, Set<Need> needs, long freight) {
        long order = switch (size) {
            case MICRO -> 500_000;
            case SMALL -> 2_000_000;
            case MEDIUM -> 8_000_000;
            case LARGE -> 25_000_000;
        };
        long production = order * 62 / 100;
        long certification = needs.stream().mapToLong(Need::rupees).sum();
        double percent = percent(hs.chapter());
        int gst = hs.chapter() <= 14 ? 5 : hs.chapter() >= 50 && hs.chapter() <= 63 ? 12 : 18;
        long refund = production * gst / 100;
        long needed = production + certification + freight;
        return new Money(
                new Money.WorkingCapital(order, production, certification, freight, needed),
                new Money.Rodtep(percent, Math.round(order * percent / 100)),
                new Money.GstRefund(gst, refund, REFUND_DAYS),
                List.of(
                        new Money.CashFlow(0, "advance of the buyer", order * 30 / 100, order * 30 / 100),
                        new Money.CashFlow(5, "certifications", -certification, order * 30 / 100 - certification),
                        new Money.CashFlow(
                                20, "production and freight", -production - freight, order * 30 / 100 - needed),
                        new Money.CashFlow(45, "rest of the payment", order * 70 / 100, order - needed),
                        new Money.CashFlow(45 + REFUND_DAYS, "refund of GST", refund, order - needed + refund)));
    }

    private static double percent(int chapter) {
        if (chapter <= 24) {
            return 1.5;
        }
        return chapter >= 50 && chapter <= 63 ? 4.3 : 0.9;
    }
}
