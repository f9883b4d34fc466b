package dev.pgsteady.jpa.lints;

import static dev.pgsteady.jpa.ModelLint.CASCADE_BY_PROGRAM;
import static dev.pgsteady.jpa.ModelLint.EAGER_COLLECTION;
import static dev.pgsteady.jpa.ModelLint.EAGER_REFERENCE;
import static dev.pgsteady.jpa.ModelLint.ELEMENTS_STAY;
import static dev.pgsteady.jpa.ModelLint.ELEMENT_LIST;
import static dev.pgsteady.jpa.ModelLint.JOIN_TABLE_WITHOUT_KEY;
import static dev.pgsteady.jpa.ModelLint.MANY_TO_MANY_LIST;
import static dev.pgsteady.jpa.ModelLint.TWO_OWNERS;
import static dev.pgsteady.jpa.ModelLint.UNINDEXED_FOREIGN_KEY;
import static dev.pgsteady.jpa.ModelLint.UNINDEXED_JOIN_TABLE;

import dev.pgsteady.mapping.TableIndex;
import jakarta.persistence.CascadeType;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.OnDelete;
import org.hibernate.annotations.OnDeleteAction;

/// References and collections.
@SuppressWarnings("NullAway.Init")
public final class Relations {
    private Relations() {}

    @Entity
    public static class Author {
        @Id
        UUID id;

        @OneToMany(mappedBy = "author", fetch = FetchType.EAGER, cascade = CascadeType.ALL)
        @Breaks({EAGER_COLLECTION, CASCADE_BY_PROGRAM})
        List<Book> books = new ArrayList<>();

        @OneToMany(mappedBy = "second", orphanRemoval = true)
        @Breaks(CASCADE_BY_PROGRAM)
        List<Book> others = new ArrayList<>();
    }

    @Entity
    public static class Book {
        @Id
        UUID id;

        @ManyToOne
        @Breaks({UNINDEXED_FOREIGN_KEY, EAGER_REFERENCE})
        Author author;

        @ManyToOne(fetch = FetchType.LAZY)
        @Breaks(UNINDEXED_FOREIGN_KEY)
        Author second;

        @ManyToMany
        @Breaks({MANY_TO_MANY_LIST, JOIN_TABLE_WITHOUT_KEY, UNINDEXED_JOIN_TABLE, ELEMENTS_STAY})
        List<Shelf> shelves = new ArrayList<>();

        @ElementCollection
        @Breaks({ELEMENT_LIST, ELEMENTS_STAY, UNINDEXED_JOIN_TABLE})
        List<String> words = new ArrayList<>();
    }

    @Entity
    @Keeps({MANY_TO_MANY_LIST, JOIN_TABLE_WITHOUT_KEY, UNINDEXED_JOIN_TABLE, ELEMENTS_STAY, ELEMENT_LIST})
    public static class Shelf {
        @Id
        UUID id;

        @ManyToMany
        @JoinTable(name = "shelf_place", inverseJoinColumns = @JoinColumn(name = "place_id"))
        @TableIndex(columns = "place_id")
        @OnDelete(action = OnDeleteAction.CASCADE)
        Set<Place> places = new HashSet<>();

        @ManyToMany
        @OrderColumn
        @JoinTable(
                name = "shelf_road",
                inverseJoinColumns = @JoinColumn(name = "road_id"),
                indexes = @Index(columnList = "road_id"))
        @OnDelete(action = OnDeleteAction.CASCADE)
        List<Place> roads = new ArrayList<>();

        @ElementCollection
        @OnDelete(action = OnDeleteAction.CASCADE)
        Set<String> labels = new HashSet<>();
    }

    @Entity
    @Keeps({EAGER_COLLECTION, CASCADE_BY_PROGRAM, TWO_OWNERS})
    public static class Place {
        @Id
        UUID id;

        @OneToMany(mappedBy = "place", cascade = CascadeType.ALL)
        List<Room> rooms = new ArrayList<>();
    }

    @Entity
    @Table(indexes = @Index(columnList = "place_id, floor"))
    @Keeps({UNINDEXED_FOREIGN_KEY, EAGER_REFERENCE})
    public static class Room {
        @Id
        UUID id;

        int floor;

        @ManyToOne(fetch = FetchType.LAZY)
        @OnDelete(action = OnDeleteAction.CASCADE)
        Place place;

        @TableIndex
        @ManyToOne(fetch = FetchType.LAZY)
        Room beside;

        @OneToOne(fetch = FetchType.LAZY)
        Room above;
    }

    @Entity
    public static class Team {
        @Id
        UUID id;

        @OneToMany
        @Breaks(TWO_OWNERS)
        Set<Player> players = new HashSet<>();

        @ManyToMany
        @Breaks(TWO_OWNERS)
        Set<Match> matches = new HashSet<>();
    }

    @Entity
    public static class Player {
        @Id
        UUID id;

        @ManyToOne(fetch = FetchType.LAZY)
        Team team;
    }

    @Entity
    public static class Match {
        @Id
        UUID id;

        @ManyToMany
        @Breaks(TWO_OWNERS)
        Set<Team> teams = new HashSet<>();
    }
}
