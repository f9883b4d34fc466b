package dev.pgsteady.apps.exportsathi.assessment;

import dev.pgsteady.apps.exportsathi.people.BusinessType;
import dev.pgsteady.apps.exportsathi.people.CompanySize;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What follows for somebody who wants to export something.
///
/// @param risk 0 to 100
/// @param cost in rupees, of the certifications and the freight
/// @param days until the first consignment can leave
public record Assessment(
        HsCode hs, Set<Need> needs, List<Step> plan, Money money, Shipping shipping, int risk, long cost, int days) {
    private static final int WEEK = 7;
    private static final int CERTAIN = 70;

    public Assessment {
        needs = java.util.Collections.unmodifiableSet(new java.util.TreeSet<>(needs));
        plan = List.copyOf(plan);
    }

    /// A task of the plan.
    ///
    /// @param day 1 to 7
    /// @param id  unique in the plan
    public record Step(int day, String id, String title) {}

    /// Works it out. The same for the same subject.
    public static Assessment of(Subject subject) {
        HsCode hs = HsCode.of(subject);
        Region region = Region.of(subject.destination());
        Set<Need> needs = Need.of(hs, region, subject.business());
        boolean goods = subject.business() != BusinessType.SAAS;
        Shipping shipping = Estimates.shipping(hs, region, subject.size());
        Money money = Estimates.money(
                hs, subject.size(), needs, goods ? shipping.freight().sea() : 0);
        return new Assessment(
                hs,
                needs,
                plan(needs, goods),
                money,
                shipping,
                risk(hs, region, needs, subject.size()),
                money.capital().certification() + money.capital().freight(),
                needs.stream().mapToInt(Need::days).max().orElse(0) + WEEK);
    }

    private static int risk(HsCode hs, Region region, Set<Need> needs, CompanySize size) {
        int young = switch (size) {
            case MICRO -> 14;
            case SMALL -> 10;
            case MEDIUM -> 5;
            case LARGE -> 0;
        };
        int unsure = hs.confidence() < CERTAIN ? 12 : 0;
        return Math.min(100, 8 + region.risk() + 5 * needs.size() + young + unsure);
    }

    private static List<Step> plan(Set<Need> needs, boolean goods) {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step(1, "confirm-hs-code", "Confirm the HS code with a customs broker"));
        steps.add(new Step(1, "open-account", "Open a current account that may receive foreign currency"));
        int day = 2;
        for (Need need : needs) {
            steps.add(new Step(
                    day,
                    "apply-" + need.id(),
                    "Hand in the papers for the " + need.title() + " at " + need.authority()));
            day = day == 5 ? 2 : day + 1;
        }
        steps.add(new Step(6, "contract", "Agree on price, Incoterm and payment with the buyer"));
        steps.add(new Step(
                6,
                goods ? "quote-freight" : "service-terms",
                goods ? "Get two quotes for freight" : "Agree on service levels"));
        steps.add(new Step(
                WEEK,
                "first-invoice",
                "Write the commercial invoice of a first " + (goods ? "consignment" : "contract")));
        return steps;
    }

    /// The whole of it, as it is kept with a report.
    public Map<String, Object> summary() {
        return Map.of(
                "certifications",
                needs.stream()
                        .map(n -> Map.of(
                                "id",
                                n.id(),
                                "name",
                                n.title(),
                                "authority",
                                n.authority(),
                                "days",
                                n.days(),
                                "cost",
                                n.rupees()))
                        .toList(),
                "hsCode",
                Map.of("code", hs.code(), "confidence", hs.confidence()),
                "risk",
                risk,
                "planTasks",
                plan.size());
    }
}
