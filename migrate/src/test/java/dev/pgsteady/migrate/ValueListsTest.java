package dev.pgsteady.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ValueListsTest {
    @Test
    void the_order_of_values_says_nothing() {
        assertThat(ValueLists.sorted(
                        "CHECK (((plan)::text = ANY ((ARRAY['b'::character varying, 'a''],'::text])::text[])))"))
                .isEqualTo("CHECK (((plan)::text = ANY ((ARRAY['a''],'::text, 'b'::character varying])::text[])))");
        assertThat(ValueLists.sorted("(a = ANY (ARRAY[3, 1, 2])) AND (b = ANY (ARRAY[2, 1])) AND c > 0"))
                .isEqualTo("(a = ANY (ARRAY[1, 2, 3])) AND (b = ANY (ARRAY[1, 2])) AND c > 0");
    }

    @Test
    void another_value_is_another_list_and_other_arrays_keep_their_order() {
        assertThat(ValueLists.sorted("a = ANY (ARRAY[1, 2])")).isNotEqualTo(ValueLists.sorted("a = ANY (ARRAY[1, 3])"));
        assertThat(ValueLists.sorted("a = ARRAY[2, 1]")).isEqualTo("a = ARRAY[2, 1]");
    }
}
