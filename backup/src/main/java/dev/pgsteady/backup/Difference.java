package dev.pgsteady.backup;

/// One way in which a database is not what a backup says.
///
/// @param object what differs, as in `table shop.orders`
/// @param words  how, as in `1,000 rows, the backup has 1,001`
public record Difference(String object, String words) {
    @Override
    public String toString() {
        return object + ": " + words;
    }
}
