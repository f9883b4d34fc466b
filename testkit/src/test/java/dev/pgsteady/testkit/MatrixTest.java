package dev.pgsteady.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MatrixTest {
    private static final List<Integer> SEVEN = List.of(1, 2, 3, 4, 5, 6, 7);

    @Test
    void a_part_is_spread_over_all_and_the_same_each_time() {
        assertThat(Matrix.everyOf(3, SEVEN)).containsExactly(1, 4, 7);
        assertThat(Matrix.everyOf(10, SEVEN)).containsExactly(1);
    }

    @Test
    void one_in_one_is_all() {
        assertThat(Matrix.everyOf(1, SEVEN)).isEqualTo(SEVEN);
    }
}
