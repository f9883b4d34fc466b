package dev.pgsteady.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RevisionFileTest {
    private static final Path FILE = Path.of("x.sql");
    private static final String WHOLE = """
            -- revision: 4f1c09ab2e7d
            -- parents: 91be77c0d3aa, 000000000001
            -- message: add user bio
            -- made: 2026-11-20T14:32:10Z from entities
            -- transactional: no

            -- upgrade
            ALTER TABLE app.users ADD COLUMN bio text;

            -- downgrade
            ALTER TABLE app.users DROP COLUMN bio;
            """;

    @Test
    void a_file_is_read_as_what_it_says() throws RevisionFile.Unreadable {
        assertThat(RevisionFile.read(FILE, WHOLE))
                .isEqualTo(new Revision(
                        new RevisionId("4f1c09ab2e7d"),
                        List.of(new RevisionId("91be77c0d3aa"), new RevisionId("000000000001")),
                        "add user bio",
                        Optional.of(Instant.parse("2026-11-20T14:32:10Z")),
                        "entities",
                        false,
                        new Revision.Part("ALTER TABLE app.users ADD COLUMN bio text;\n\n", 8),
                        new Revision.Part("ALTER TABLE app.users DROP COLUMN bio;\n", 11),
                        FILE));
    }

    @Test
    void what_is_written_is_what_was_read() throws RevisionFile.Unreadable {
        assertThat(RevisionFile.write(RevisionFile.read(FILE, WHOLE))).isEqualTo(WHOLE);
    }

    @Test
    void a_blank_line_ends_neither_way() throws RevisionFile.Unreadable {
        Revision read =
                RevisionFile.read(FILE, WHOLE.replace("bio text;", "bio text;\n\nSELECT 1;") + "\n\nSELECT 2;\n");

        assertThat(read.upgrade().sql()).contains("SELECT 1");
        assertThat(read.downgrade().sql()).contains("SELECT 2");
    }

    @Test
    void the_revisions_whose_place_it_took_are_read_and_written() throws RevisionFile.Unreadable {
        String text = WHOLE.replace("\n\n-- upgrade", "\n-- squashes: 91be77c0d3ab, 91be77c0d3ac\n\n-- upgrade");

        Revision read = RevisionFile.read(FILE, text);
        assertThat(read.squashes()).containsExactly(new RevisionId("91be77c0d3ab"), new RevisionId("91be77c0d3ac"));
        assertThat(RevisionFile.write(read)).isEqualTo(text);
    }

    @Test
    void line_ends_of_windows_and_a_byte_order_mark_do_no_harm() throws RevisionFile.Unreadable {
        Revision read = RevisionFile.read(FILE, "\uFEFF" + WHOLE.replace("\n", "\r\n"));

        assertThat(read.upgrade().line()).isEqualTo(8);
        assertThat(read.checksum()).isEqualTo(RevisionFile.read(FILE, WHOLE).checksum());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-- revision: 4f1c09ab2e7d | -- revision: 4F1C | 1 | has '4F1C' for an id.",
                "-- revision: 4f1c09ab2e7d | -- nothing | 1 | does not say 'revision'.",
                "-- message: add user bio | -- message: | 3 | does not say 'message'.",
                "-- transactional: no | -- transactional: maybe | 5 | says 'maybe' for transactional.",
                "-- transactional: no | -- transaction: no | 5 | says 'transaction', which means nothing here.",
                "-- transactional: no | -- message: twice | 5 | says 'message' a second time.",
                "-- transactional: no | SELECT 1; | 5 | stands before the line '-- upgrade'.",
                "91be77c0d3aa, | 4f1c09ab2e7d, | 2 | names the revision as its own parent.",
                "91be77c0d3aa, | 000000000001, | 2 | names the parent 000000000001 twice.",
                "2026-11-20T14:32:10Z | yesterday | 4 | has 'yesterday' for the time at which it was made.",
                "-- downgrade | -- upgrade | 10 | has another line '-- upgrade'.",
                "-- upgrade | -- up | 11 | ends without a line '-- upgrade'.",
            })
    void what_is_wrong_is_said_with_its_line(String right, String wrong, int line, String what) {
        var thrown = catchThrowableOfType(
                RevisionFile.Unreadable.class, () -> RevisionFile.read(FILE, WHOLE.replace(right, wrong)));

        assertThat(thrown.complaints())
                .anySatisfy(c -> assertThat(List.of(c.line(), c.what())).isEqualTo(List.of(line, what)))
                .allSatisfy(c -> assertThat(c.next()).isNotBlank());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bio text; | 'bio text; \t' | true",
                "ALTER TABLE app.users ADD | -- why\\n\\nALTER TABLE app.users ADD | true",
                "-- message: add user bio  | -- message: another    | true",
                "-- parents: 91be77c0d3aa, | -- parents:            | true",
                "bio text;     | bio  text;          | false",
                "DROP COLUMN bio | DROP COLUMN boi   | false",
            })
    void the_checksum_is_of_the_sql_alone(String before, String after, boolean same) throws RevisionFile.Unreadable {
        String changed = WHOLE.replace(before, after.replace("\\n", "\n"));

        assertThat(changed).isNotEqualTo(WHOLE);
        assertThat(RevisionFile.read(FILE, changed)
                        .checksum()
                        .equals(RevisionFile.read(FILE, WHOLE).checksum()))
                .isEqualTo(same);
    }

    @Test
    void files_sort_as_they_were_made() {
        RevisionId id = new RevisionId("4f1c09ab2e7d");

        assertThat(RevisionFile.name(id, Instant.parse("2026-11-20T14:32:10Z"), "Add Größe, \"now\"!"))
                .isEqualTo("20261120_1432_add_größe_now_4f1c.sql");
        assertThat(RevisionFile.name(id, Instant.parse("2026-11-20T14:32:10Z"), "?"))
                .isEqualTo("20261120_1432_4f1c.sql");
    }
}
