package dev.pgsteady.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RevisionGraphTest {
    private static Revision revision(int number, int... parents) {
        return new Revision(
                Workshop.id(number),
                Stream.of(parents)
                        .flatMapToInt(java.util.Arrays::stream)
                        .mapToObj(Workshop::id)
                        .toList(),
                "step " + number,
                Optional.of(Instant.ofEpochSecond(number)),
                Revision.BY_HAND,
                true,
                Revision.Part.EMPTY,
                Revision.Part.EMPTY,
                Path.of(number + ".sql"));
    }

    private static List<RevisionId> ids(List<Revision> revisions) {
        return revisions.stream().map(Revision::id).toList();
    }

    private static List<RevisionId> ids(int... numbers) {
        return java.util.Arrays.stream(numbers).mapToObj(Workshop::id).toList();
    }

    /// 1 - 2 - 3 and 2 - 4 - 5, merged in 6; 7 after 5.
    private static final List<Revision> BRANCHED = List.of(
            revision(1),
            revision(2, 1),
            revision(3, 2),
            revision(4, 2),
            revision(5, 4),
            revision(6, 3, 5),
            revision(7, 5));

    @Test
    void heads_bases_and_branches_are_found() {
        RevisionGraph graph = RevisionGraph.of(BRANCHED);

        assertThat(graph.complaints()).isEmpty();
        assertThat(ids(graph.heads())).isEqualTo(ids(6, 7));
        assertThat(ids(graph.bases())).isEqualTo(ids(1));
        assertThat(ids(graph.branchPoints())).isEqualTo(ids(2, 5));
        assertThat(Branch.of(graph))
                .extracting(b -> b.head().id(), Branch::from, b -> ids(b.revisions()))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Workshop.id(6), ids(2, 5), ids(3, 6)),
                        org.assertj.core.groups.Tuple.tuple(Workshop.id(7), ids(5), ids(7)));
    }

    @Test
    void the_order_is_the_same_however_the_files_come() {
        List<Revision> shuffled = new ArrayList<>(BRANCHED);
        Collections.shuffle(shuffled, new Random(7));

        assertThat(ids(RevisionGraph.of(shuffled).ordered())).isEqualTo(ids(1, 2, 3, 4, 5, 6, 7));
    }

    @Test
    void a_parent_that_is_not_there_is_named_with_the_file_that_wants_it() {
        RevisionGraph graph = RevisionGraph.of(List.of(revision(1), revision(3, 2)));

        assertThat(graph.complaints())
                .extracting(Complaint::kind, Complaint::sentence)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        Complaint.Kind.PARENT,
                        "3.sql:2 names the parent " + Workshop.id(2) + ", and no file has that id."));
    }

    @Test
    void a_cycle_is_named_from_end_to_end_and_not_what_hangs_on_it() {
        RevisionGraph graph = RevisionGraph.of(
                List.of(revision(1), revision(2, 1, 4), revision(3, 2), revision(4, 3), revision(5, 4)));

        assertThat(graph.complaints()).singleElement().satisfies(c -> {
            assertThat(c.kind()).isEqualTo(Complaint.Kind.CYCLE);
            assertThat(c.what())
                    .contains(
                            Workshop.id(2).text(),
                            Workshop.id(3).text(),
                            Workshop.id(4).text())
                    .doesNotContain(Workshop.id(5).text());
        });
        assertThat(ids(graph.ordered())).isEqualTo(ids(1));
    }

    @Test
    void two_files_of_one_id_are_both_named() {
        Revision copy = new Revision(
                Workshop.id(1),
                List.of(),
                "copy",
                Optional.empty(),
                Revision.BY_HAND,
                true,
                Revision.Part.EMPTY,
                Revision.Part.EMPTY,
                Path.of("copy.sql"));

        assertThat(RevisionGraph.of(List.of(revision(1), copy)).complaints())
                .extracting(Complaint::kind, Complaint::sentence)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        Complaint.Kind.DUPLICATE,
                        "copy.sql:1 has the id " + Workshop.id(1) + ", which 1.sql has as well."));
    }

    @Test
    void a_line_of_a_hundred_thousand_needs_no_deep_stack() {
        List<Revision> line = new ArrayList<>();
        line.add(revision(0));
        for (int i = 1; i < 100_000; i++) {
            line.add(revision(i, i - 1));
        }
        RevisionGraph graph = RevisionGraph.of(line);

        assertThat(ids(graph.heads())).isEqualTo(ids(99_999));
        assertThat(graph.withAncestors(ids(99_999))).hasSize(100_000);
        assertThat(graph.withDescendants(ids(0))).hasSize(100_000);
    }
}
