package dev.pgsteady.demo;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Persons by number, from the word lists of `names.txt`. Two numbers never give the same mail address.
///
/// Each group owns a share of every hundred numbers. Within a group, a number is taken apart into given
/// name, family name, mail domain and, when these are used up, digits after the name: a number system with
/// mixed bases.
final class Names {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final long STRIDE = 7919;

    private final List<Group> groups;
    private final int[] groupOfSlot = new int[100];
    private final int[] rankOfSlot = new int[100];

    private Names(List<Group> groups) {
        this.groups = List.copyOf(groups);
        int[] used = new int[groups.size()];
        int slot = 0;
        for (int i = 0; i < groups.size(); i++) {
            for (int rank = 0; rank < groups.get(i).share(); rank++) {
                // 37 and 100 have no common divisor: the groups are mixed, and every slot is taken once.
                int shuffled = slot++ * 37 % 100;
                groupOfSlot[shuffled] = i;
                rankOfSlot[shuffled] = used[i]++;
            }
        }
        if (slot != 100) {
            throw new IllegalStateException("the shares of the name groups make " + slot + ", not 100");
        }
    }

    /// The word lists that this package ships.
    static Names load() {
        List<String> lines = Resources.text("names.txt").lines().toList();
        List<Group> groups = new ArrayList<>();
        for (int i = 0; i + 2 < lines.size(); i++) {
            if (lines.get(i).startsWith("group ")) {
                groups.add(Group.read(lines.get(i), lines.get(i + 1), lines.get(i + 2)));
            }
        }
        return new Names(groups);
    }

    /// The person of that number, from 0 on.
    Person person(long number) {
        int slot = (int) (number % 100);
        Group group = groups.get(groupOfSlot[slot]);
        return group.person(number / 100 * group.share() + rankOfSlot[slot]);
    }

    /// People of one script.
    private record Group(int share, String order, List<String> domains, List<Name> given, List<Name> family) {
        static Group read(String head, String given, String family) {
            String[] words = head.split(" ");
            return new Group(
                    Integer.parseInt(words[1]),
                    words[2],
                    Stream.of(words).skip(3).toList(),
                    names(given),
                    names(family));
        }

        private static List<Name> names(String line) {
            return Stream.of(line.split(" ")).skip(1).map(Name::read).toList();
        }

        Person person(long number) {
            long each = (long) given.size() * family.size() * domains.size();
            long at = number % each * STRIDE % each;
            Name first = given.get((int) (at % given.size()));
            Name last = family.get((int) (at / given.size() % family.size()));
            String domain = domains.get((int) (at / given.size() / family.size()));
            String digits = digits(number / each, at);
            return new Person(fullName(first, last), first.ascii() + "." + last.ascii() + digits + "@" + domain);
        }

        /// Two digits that look like a year of birth; more when even these are used up.
        ///
        /// @param round  how often all names have been used before
        /// @param offset differs from name to name, so that people of one week do not share their digits
        private static String digits(long round, long offset) {
            if (round == 0) {
                return "";
            }
            String two = "%02d".formatted((round * 37 + offset * 7) % 100);
            return round < 100 ? two : round / 100 + two;
        }

        private String fullName(Name first, Name last) {
            return switch (order) {
                case "given-family" -> first.text() + " " + last.text();
                case "family-given" -> last.text() + " " + first.text();
                default -> last.text() + first.text();
            };
        }
    }

    /// A name as written, and as it is spelled in a mail address.
    private record Name(String text, String ascii) {
        static Name read(String word) {
            int equals = word.indexOf('=');
            return equals < 0
                    ? new Name(word, withoutMarks(word))
                    : new Name(word.substring(0, equals), word.substring(equals + 1));
        }

        private static String withoutMarks(String word) {
            String lower = word.toLowerCase(Locale.ROOT)
                    .replace("ß", "ss")
                    .replace("ø", "o")
                    .replace("ł", "l")
                    .replace("ı", "i");
            return MARKS.matcher(Normalizer.normalize(lower, Normalizer.Form.NFD))
                    .replaceAll("");
        }
    }
}
