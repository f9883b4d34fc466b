package dev.pgsteady.apps.passport.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostalCodesTest {
    private static final List<String> CODES = List.of(
            "62701",
            "62701-1234",
            "SW1A 1AA",
            "LS1 4AP",
            "K1A 0B1",
            "110001",
            "011001",
            "10115",
            "1011",
            "100000",
            "530-0001",
            "01000-000",
            "3511 AB",
            "0511 AB",
            "A",
            "AD500",
            "ad500",
            "",
            "1-2 3",
            "12345678901");

    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    /// The check of the table is made of the same patterns; this holds its CASE against the map of the
    /// application.
    @Test
    void the_database_and_the_application_think_the_same_of_each_code_in_each_country(TestDatabase database)
            throws SQLException {
        String sql =
                "SELECT " + PostalCodes.CONDITION.replace("{postalCode}", "?").replace("{country}", "?");
        List<String> countries = new ArrayList<>(PostalCodes.countries());
        countries.add("SE");
        int fitting = 0;
        try (Connection connection = database.connect();
                PreparedStatement question = connection.prepareStatement(sql)) {
            for (String country : countries) {
                for (String code : CODES) {
                    question.setString(1, code);
                    question.setString(2, country);
                    try (ResultSet row = question.executeQuery()) {
                        assertThat(row.next()).isTrue();
                        assertThat(PostalCodes.fits(country, code))
                                .as(country + " " + code)
                                .isEqualTo(row.getBoolean(1));
                        fitting += row.getBoolean(1) ? 1 : 0;
                    }
                }
            }
        }
        assertThat(fitting).as("some fit, some do not").isBetween(20, countries.size() * CODES.size() / 2);
    }
}
