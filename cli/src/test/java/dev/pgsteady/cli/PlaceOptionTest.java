package dev.pgsteady.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgsteady.core.Problem;
import dev.pgsteady.migrate.Address;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class PlaceOptionTest {
    /// A command line with a place and a database.
    @Command
    static final class Line {
        @Mixin
        private final PlaceOption place = new PlaceOption();

        @Mixin
        private final TargetOption target = new TargetOption();

        static Line of(String words) {
            Line line = new Line();
            new CommandLine(line).parseArgs(words.isEmpty() ? new String[0] : words.split(" "));
            return line;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', , ",
        "+1, +1, ",
        "-1, -1, ",
        "head, head, ",
        "base shop, base, shop",
        "4f1c~1 postgresql://h/shop, 4f1c~1, postgresql://h/shop",
        "shop, , shop",
        "postgresql://h/shop, , postgresql://h/shop",
        "--to head shop, head, shop",
        "shop --to +2, +2, shop",
        "--to head cafe, head, cafe",
        "cafe, cafe, ",
        "dbname=cafe, , dbname=cafe"
    })
    void a_word_that_could_be_a_place_is_one_unless_the_option_says_it(String words, String place, String database) {
        Line line = Line.of(words);

        assertThat(line.place.said(line.target).map(Address::written)).isEqualTo(Optional.ofNullable(place));
        assertThat(line.target.target).isEqualTo(Optional.ofNullable(database));
    }

    @Test
    void a_place_that_is_said_twice_is_refused() {
        Line line = Line.of("+1 --to head shop");

        assertThatThrownBy(() -> line.place.said(line.target))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("as +1 and as head");
    }

    @Test
    void a_first_word_that_is_no_place_is_refused_where_a_database_follows() {
        Line line = Line.of("nowhere shop");

        assertThatThrownBy(() -> line.place.said(line.target))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("'nowhere' names no revision");
    }
}
