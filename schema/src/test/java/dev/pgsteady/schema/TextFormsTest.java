package dev.pgsteady.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextFormsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{} | []",
                "{a} | [a]",
                "{a,b} | [a, b]",
                "{\"a,b\",\"c\\\"d\\\\e\"} | [a,b, c\"d\\e]",
                "{NULL,\"NULL\"} | [, NULL]",
                "{\"{x}\",\"\"} | [{x}, ]"
            })
    void arrays_read_as_the_server_writes_them(String text, String elements) {
        assertThat(ArrayText.elements(text)).hasToString(elements);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {"1 2 0 | 1 2 0", "{3,4} | 3 4", "{} | ~~", "7 | 7"})
    void vectors_read_as_numbers(String text, String numbers) {
        assertThat(ArrayText.numbers(text)).containsExactly(ArrayText.numbers(numbers));
    }

    @Test
    void every_privilege_of_an_item_is_a_grant() {
        assertThat(AccessLists.parse("{=r/owner,\"\\\"a \\\"\\\"b=/\\\"=r*w/owner\",\"Bob=X*/\\\"x y\\\"\"}"))
                .isEqualTo(List.of(
                        new Grant("", "SELECT", false, "owner"),
                        new Grant("Bob", "EXECUTE", true, "x y"),
                        new Grant("a \"b=/", "SELECT", true, "owner"),
                        new Grant("a \"b=/", "UPDATE", false, "owner")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "work_mem | 4MB | 4MB",
                "password_encryption | scram-sha-256 | scram-sha-256",
                "primary_conninfo | host=a password=secret user=b | host=a password=*** user=b",
                "primary_conninfo | host=a password='se cret' user=b | host=a password=*** user=b",
                "archive_command | curl https://me:secret@host/%f | curl https://me:***@host/%f",
                "app.jwt_secret | abc | ***",
                "ssl_passphrase_command | echo abc | ***"
            })
    void a_credential_in_a_setting_is_masked(String name, String value, String masked) {
        assertThat(ClusterQueries.withoutSecret(name, value)).isEqualTo(masked);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "CHECK ((a > 0)) | (a > 0)",
                "CHECK ((f(a) > 0)) NO INHERIT NOT VALID | (f(a) > 0)",
                "CHECK (b) NOT ENFORCED | b"
            })
    void a_check_gives_its_condition(String definition, String condition) {
        assertThat(ConstraintsQuery.condition(definition)).isEqualTo(condition);
    }
}
