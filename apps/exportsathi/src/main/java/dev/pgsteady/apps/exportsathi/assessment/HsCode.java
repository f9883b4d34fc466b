package dev.pgsteady.apps.exportsathi.assessment;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// A heading of the Harmonized System, and how sure it is that it is the right one.
///
/// @param code       four to eight digits
/// @param confidence 0 to 100
public record HsCode(String code, int confidence) {
    private static final int GIVEN = 100;
    private static final int GUESSED = 55;
    private static final int FOR_EACH_WORD = 15;
    private static final int MOST = 95;
    private static final HsCode UNKNOWN = new HsCode("9999", 10);

    /// What words tell.
    private record Heading(String code, List<String> words) {}

    private static final List<Heading> HEADINGS = List.of(
            heading("0902", "tea", "darjeeling", "assam"),
            heading("0910", "turmeric", "ginger", "spice", "masala", "cardamom", "pepper", "saffron"),
            heading("0804", "mango", "fruit", "guava", "banana", "pomegranate"),
            heading("1006", "rice", "basmati", "grain"),
            heading("2106", "snack", "pickle", "papad", "food", "sweets"),
            heading("3004", "tablet", "medicine", "capsule", "ayurvedic", "syrup"),
            heading("3304", "cosmetic", "cream", "kajal", "lotion", "henna"),
            heading("3401", "soap", "shampoo"),
            heading("4202", "leather", "bag", "wallet", "belt"),
            heading("5702", "carpet", "rug", "dhurrie"),
            heading("6109", "cotton", "shirt", "t-shirt", "garment", "kurta", "apparel"),
            heading("6302", "towel", "linen", "bedsheet", "cushion"),
            heading("6403", "shoe", "sandal", "footwear", "boot"),
            heading("6911", "ceramic", "pottery", "tableware"),
            heading("7113", "jewellery", "necklace", "gold", "silver", "earring"),
            heading("7323", "steel", "utensil", "cookware"),
            heading("8413", "pump", "valve", "machine"),
            heading("8539", "led", "lamp", "light", "bulb"),
            heading("8504", "charger", "transformer", "inverter", "sensor"),
            heading("9403", "furniture", "chair", "table", "wooden"),
            heading("9503", "toy", "puzzle", "doll"),
            heading("9983", "software", "saas", "subscription", "app"));

    public HsCode {
        if (!code.matches("[0-9]{4,8}") || confidence < 0 || confidence > GIVEN) {
            throw new IllegalArgumentException("not a code of the Harmonized System: " + code);
        }
    }

    private static Heading heading(String code, String... words) {
        return new Heading(code, List.of(words));
    }

    /// The one that was said, else the one that most words speak for.
    static HsCode of(Subject subject) {
        if (subject.hsCode().isPresent()) {
            return new HsCode(subject.hsCode().get(), GIVEN);
        }
        List<String> words = List.of((subject.product() + " " + subject.description())
                .toLowerCase(Locale.ROOT)
                .split("[^a-z-]+", -1));
        return HEADINGS.stream()
                .max(Comparator.comparingLong((Heading h) -> hits(h, words))
                        .thenComparing(Heading::code, Comparator.reverseOrder()))
                .filter(h -> hits(h, words) > 0)
                .map(h -> new HsCode(h.code(), (int) Math.min(MOST, GUESSED + FOR_EACH_WORD * hits(h, words))))
                .orElse(UNKNOWN);
    }

    private static long hits(Heading heading, List<String> words) {
        return heading.words().stream()
                .filter(w -> words.stream().anyMatch(word -> word.equals(w) || word.equals(w + "s")))
                .count();
    }

    /// The first two digits.
    int chapter() {
        return Integer.parseInt(code.substring(0, 2));
    }
}
