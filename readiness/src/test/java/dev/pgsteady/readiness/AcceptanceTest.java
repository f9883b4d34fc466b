package dev.pgsteady.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgsteady.core.Problem;
import dev.pgsteady.testkit.TestDatabase;
import dev.pgsteady.testkit.TestServer;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AcceptanceTest {
    @RegisterExtension
    static final TestServer SERVER = TestServer.shared();

    private static final Optional<LocalDate> PAST = Optional.of(LocalDate.of(2001, 1, 31));

    @Test
    void an_accepted_finding_is_left_out_and_counted(TestDatabase database) throws SQLException {
        database.execute("create table a (x int); create table b (x int)");
        Report report = Checked.report(database, Checked.suppression("CN01", "public.a", Optional.empty()));

        assertThat(report.accepted().findings())
                .extracting(f -> f.rule() + " " + f.subject().name())
                .containsExactly("CN01 public.a");
        assertThat(report.findings())
                .noneSatisfy(f -> assertThat(f.rule() + f.subject().name()).isEqualTo("CN01public.a"))
                .anySatisfy(f -> assertThat(f.rule() + f.subject().name()).isEqualTo("CN01public.b"));
        assertThat(report.remarks()).containsExactly("1 finding is accepted in pgsteady.toml.");
    }

    @Test
    void what_has_expired_counts_again_and_is_named(TestDatabase database) throws SQLException {
        database.execute("create table a (x int)");
        Report report = Checked.report(
                database, Checked.suppression("CN01", "public.a", PAST), Checked.suppression("CN02", "*", PAST));

        assertThat(report.suppressed()).isZero();
        assertThat(report.findings())
                .anySatisfy(f -> assertThat(f.rule().value()).isEqualTo("CN01"));
        assertThat(report.remarks())
                .containsExactly(
                        "2 suppressions have expired: CN01 public.a, until 2001-01-31; CN02 *, until 2001-01-31.");
    }

    @Test
    void a_suppression_that_covers_nothing_is_named_unless_its_rule_could_not_judge(TestDatabase database)
            throws SQLException {
        database.execute("create table a (x int)");
        Report report = Checked.report(
                database,
                Checked.suppression("CN01", "public.gone", Optional.empty()),
                Checked.suppression("BK10", "*", Optional.empty()));

        assertThat(report.remarks()).containsExactly("1 suppression accepts nothing and can go: CN01 public.gone.");
    }

    @Test
    void a_rule_that_does_not_exist_is_refused_with_its_line_and_the_nearest(TestDatabase database) {
        Problem problem = catchThrowableOfType(
                Problem.class, () -> Checked.report(database, Checked.suppression("CN99", "*", Optional.empty())));

        assertThat(problem.kind()).isEqualTo(Problem.Kind.CONFIGURATION);
        assertThat(problem.getMessage()).isEqualTo("pgsteady.toml line 3 suppresses CN99, and there is no such rule.");
        assertThat(problem.next()).contains("pgsteady rules", "Did you mean \"CN");
    }
}
