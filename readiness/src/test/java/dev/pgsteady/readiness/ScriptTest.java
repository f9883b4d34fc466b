package dev.pgsteady.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    select 1; select 2            | select 1 ^ select 2
                    select ';';                   | select ';'
                    select 'it''s; so'; x         | select 'it''s; so' ^ x
                    select E'\\';'; x             | select E'\\';' ^ x
                    select '\\'; x                | select '\\' ^ x
                    drop table "a;""b"; x         | drop table "a;""b" ^ x
                    do $$a;b$$; x                 | do $$a;b$$ ^ x
                    do $t$a;$$;b$t$; x            | do $t$a;$$;b$t$ ^ x
                    select a$1; x                 | select a$1 ^ x
                    select 1 /* ; */; x           | select 1 ^ x
                    ;;                            | ``
                    """)
    void a_semicolon_ends_a_statement_where_it_stands_free(String text, String statements) {
        List<String> wanted = statements.isEmpty() ? List.of() : List.of(statements.split(" \\^ ", -1));
        assertThat(Script.statements(text)).isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource({"'-- a; b\nselect 1', select 1", "'select 1 -- it''s\n;', select 1", "'-- alone', ''"})
    void a_comment_belongs_to_no_statement(String text, String statement) {
        assertThat(String.join(" ", Script.statements(text))).isEqualTo(statement);
    }
}
