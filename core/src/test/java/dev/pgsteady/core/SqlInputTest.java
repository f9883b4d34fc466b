package dev.pgsteady.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlInputTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1;",
                "select ';';",
                "select \"a;b\" from t;",
                "select 'it''s; fine';",
                "do $$ begin perform 1; end $$;",
                "do $body$ select '$$;'; $body$;",
                "select 1 /* a ; b */;",
                "select 1 -- a ; b\n + 2;",
                "create rule r as on insert to t do also (select 1; select 2);",
                "select a$1 from t;",
            })
    void a_statement_ends_at_its_own_semicolon(String sql) {
        SqlInput input = new SqlInput();
        sql.lines().forEach(input::add);

        assertThat(input.complete()).isTrue();
        assertThat(input.statement()).isEqualTo(sql);
        assertThat(input.rest().blank()).isTrue();
    }

    @Test
    void several_statements_on_a_line_come_one_by_one() {
        SqlInput input = new SqlInput();
        input.add("select 1; select ';' ; select 3");
        List<String> statements = new ArrayList<>();
        while (input.complete()) {
            statements.add(input.statement());
            input = input.rest();
        }

        assertThat(statements).containsExactly("select 1;", "select ';' ;");
        assertThat(input.statement()).isEqualTo("select 3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"select|-", "select '|'", "select \"|\"", "select (|(", "do $x$|$", "select /*|*"})
    void the_prompt_tells_what_is_still_open(String typed, char state) {
        SqlInput input = new SqlInput();
        input.add(typed);

        assertThat(input.complete()).isFalse();
        assertThat(input.state()).isEqualTo(state);
    }
}
