package dev.pgsteady.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresVersionTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    postgres (PostgreSQL) 18.6                                | 18 | 6
                    postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)      | 15 | 18
                    postgres (PostgreSQL) 19devel                             | 19 | 0
                    postgres (PostgreSQL) 18beta2                             | 18 | 0
                    """)
    void a_banner_is_read(String banner, int major, int minor) {
        assertThat(PostgresVersion.fromBanner(banner)).contains(new PostgresVersion(major, minor));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "bash: postgres: command not found", "mysqld 8.4.2", "(PostgreSQL) x"})
    void what_is_no_banner_gives_no_version(String banner) {
        assertThat(PostgresVersion.fromBanner(banner)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"15.18", "18.0"})
    void what_is_written_is_read_back(String text) {
        assertThat(PostgresVersion.parse(text).map(PostgresVersion::toString)).isEqualTo(Optional.of(text));
    }

    @Test
    void versions_are_ordered_as_numbers() {
        assertThat(Stream.of(new PostgresVersion(18, 6), new PostgresVersion(9, 6), new PostgresVersion(18, 10))
                        .sorted()
                        .toList())
                .isEqualTo(List.of(new PostgresVersion(9, 6), new PostgresVersion(18, 6), new PostgresVersion(18, 10)));
    }
}
