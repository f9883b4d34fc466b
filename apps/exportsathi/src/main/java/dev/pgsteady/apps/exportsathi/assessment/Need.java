package dev.pgsteady.apps.exportsathi.assessment;

import dev.pgsteady.apps.exportsathi.people.BusinessType;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// A certification or registration that an exporter may need.
public enum Need {
    IEC("Importer Exporter Code", 3, 500, "the Directorate General of Foreign Trade", "pan_card", "bank_certificate"),
    LUT("Letter of Undertaking for GST", 2, 0, "the GST portal", "gst_registration", "undertaking"),
    RCMC("Registration cum Membership Certificate", 7, 8_000, "the export promotion council", "iec", "company_profile"),
    ORIGIN("Certificate of Origin", 2, 1_200, "the chamber of commerce", "invoice", "packing_list"),
    FSSAI(
            "FSSAI licence",
            20,
            7_500,
            "the Food Safety and Standards Authority",
            "layout_plan",
            "water_test",
            "food_plan"),
    PHYTOSANITARY(
            "Phytosanitary certificate", 4, 2_000, "the plant quarantine station", "inspection", "treatment_record"),
    US_FDA(
            "FDA registration",
            12,
            45_000,
            "the Food and Drug Administration",
            "facility_registration",
            "us_agent",
            "label"),
    CE("CE marking", 30, 90_000, "a notified body", "technical_file", "test_report", "declaration"),
    REACH("REACH compliance", 25, 60_000, "the European Chemicals Agency", "substance_list", "safety_data_sheet"),
    BIS("BIS certificate", 21, 40_000, "the Bureau of Indian Standards", "test_report", "factory_record"),
    GMP("WHO-GMP certificate", 45, 120_000, "the State Drug Controller", "site_master_file", "batch_records"),
    HALLMARK("Hallmark registration", 10, 11_250, "the Bureau of Indian Standards", "assay_report"),
    SOFTEX("SOFTEX registration", 5, 1_000, "Software Technology Parks of India", "contract", "softex_form");

    private static final int FOOD_LAST = 24;
    private static final Set<Integer> FED = Set.of(30, 33, 34);
    private static final Set<Integer> POWERED = Set.of(84, 85, 90, 95);

    private final String title;
    private final int days;
    private final int rupees;
    private final String authority;
    // A copy that nobody changes.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> documents;

    Need(String title, int days, int rupees, String authority, String... documents) {
        this.title = title;
        this.days = days;
        this.rupees = rupees;
        this.authority = authority;
        this.documents = List.of(documents);
    }

    /// What a product needs.
    static Set<Need> of(HsCode code, Region region, BusinessType business) {
        Set<Need> needs = EnumSet.of(IEC, LUT);
        if (business == BusinessType.SAAS) {
            needs.add(SOFTEX);
            return needs;
        }
        needs.addAll(EnumSet.of(RCMC, ORIGIN));
        Arrays.stream(values()).filter(n -> n.wanted(code.chapter(), region)).forEach(needs::add);
        return needs;
    }

    private boolean wanted(int chapter, Region region) {
        return switch (this) {
            case FSSAI -> chapter <= FOOD_LAST;
            case PHYTOSANITARY -> chapter >= 6 && chapter <= 14;
            case US_FDA -> region == Region.AMERICA && (chapter <= FOOD_LAST || FED.contains(chapter));
            case CE -> region == Region.EUROPE && POWERED.contains(chapter);
            case REACH ->
                region == Region.EUROPE && ((chapter >= 28 && chapter <= 38) || (chapter >= 42 && chapter <= 64));
            case BIS -> chapter == 85 || chapter == 69 || chapter == 73;
            case GMP -> chapter == 30;
            case HALLMARK -> chapter == 71;
            case IEC, LUT, RCMC, ORIGIN, SOFTEX -> false;
        };
    }

    /// What the database calls it: `us-fda`.
    public String id() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /// What people call it.
    public String title() {
        return title;
    }

    /// How long it usually takes.
    public int days() {
        return days;
    }

    /// What it usually costs.
    public int rupees() {
        return rupees;
    }

    /// Who gives it.
    public String authority() {
        return authority;
    }

    /// What has to be handed in.
    public List<String> documents() {
        return documents;
    }
}
