package dev.pgsteady.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The made-up people, without a server.
class PopulationTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 2);

    @Test
    void no_two_people_share_a_mail_address_and_every_address_is_plain_ascii() {
        Names names = Names.load();
        Set<String> seen = new HashSet<>();
        assertThat(LongStream.range(0, 300_000)
                        .mapToObj(number -> names.person(number).email())
                        .filter(email -> !seen.add(email) || !email.matches("[a-z]+\\.[a-z]+[0-9]*@[a-z]+\\.example"))
                        .limit(5))
                .isEmpty();
    }

    @Test
    void people_write_their_names_in_several_scripts() {
        Names names = Names.load();
        assertThat(LongStream.range(0, 1000)
                        .mapToObj(number -> Character.UnicodeScript.of(
                                names.person(number).fullName().codePointAt(0)))
                        .distinct())
                .contains(
                        Character.UnicodeScript.LATIN,
                        Character.UnicodeScript.CYRILLIC,
                        Character.UnicodeScript.DEVANAGARI,
                        Character.UnicodeScript.HAN,
                        Character.UnicodeScript.HANGUL);
    }

    @Test
    void sign_ups_follow_each_other_grow_and_rest_at_weekends() {
        Growth growth = new Growth(TODAY);
        List<LocalDateTime> moments = IntStream.range(0, 20_000)
                .mapToObj(number -> growth.signup(number, 20_000))
                .toList();
        assertThat(moments).isSorted();
        assertThat(moments.getFirst()).isAfter(TODAY.minusDays(Growth.DAYS).atStartOfDay());
        assertThat(moments.getLast()).isBefore(TODAY.atStartOfDay());
        assertThat(on(moments, DayOfWeek.SATURDAY)).isLessThan(on(moments, DayOfWeek.WEDNESDAY) / 2);
        long early = moments.stream()
                .filter(TODAY.minusMonths(7).atStartOfDay()::isAfter)
                .count();
        assertThat(early).isLessThan(20_000 / 3);
    }

    private static long on(List<LocalDateTime> moments, DayOfWeek day) {
        return moments.stream().filter(moment -> moment.getDayOfWeek() == day).count();
    }

    @ParameterizedTest
    @EnumSource(Dirt.class)
    void dirt_hits_one_user_of_each_stretch_and_somebody_in_the_smallest_demo(Dirt dirt) {
        Spread spread = new Spread(Build.SEED);
        List<Long> hit = LongStream.range(0, 40L * dirt.every())
                .filter(user -> spread.hits(dirt, user))
                .boxed()
                .toList();
        assertThat(hit)
                .extracting(user -> user / dirt.every())
                .containsExactlyElementsOf(LongStream.range(0, 40).boxed().toList());
        assertThat(hit.getFirst()).isBetween(20L, Demo.LEAST_USERS / 2L);
    }

    @Test
    void the_same_number_gives_the_same_account_and_another_one_another() {
        Population one = new Population(Build.SEED, 1000, TODAY);
        Population again = new Population(Build.SEED, 1000, TODAY);
        Population other = new Population(Build.SEED + 1, 1000, TODAY);
        assertThat(one.account(417)).isEqualTo(again.account(417)).isNotEqualTo(one.account(418));
        assertThat(one.account(417).id()).isNotEqualTo(other.account(417).id());
    }

    /// Written down once: when the dice change, everybody's demo does.
    @Test
    void the_dice_never_change() {
        Dice dice = Dice.of(1, 2, Dice.Purpose.PERSON);
        assertThat(List.of(dice.uuid(), dice.letters(8), dice.between(1, 6)))
                .isEqualTo(List.of("9edbe9bd-18ad-481d-bd8e-67d8f2af75d5", "cibNKUf9", 1));
    }

    @Test
    void the_dice_are_fair_enough() {
        Dice dice = Dice.of(1, 1, Dice.Purpose.PERSON);
        int[] thrown = new int[6];
        for (int i = 0; i < 60_000; i++) {
            thrown[dice.between(1, 6) - 1]++;
        }
        assertThat(IntStream.of(thrown).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(9_600, 10_400));
        assertThat(IntStream.range(0, 10_000)
                        .filter(i -> dice.share(70, 20, 10) == 0)
                        .count())
                .isBetween(6_800L, 7_200L);
    }
}
