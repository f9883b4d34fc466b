package dev.pgsteady.backup.physical;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/// What the first page of a segment says of it (source: `XLogLongPageHeaderData` in
/// `src/include/access/xlog_internal.h`).
final class WalPage {
    private static final int HEADER = 40;
    private static final int TIMELINE = 4;
    private static final int ADDRESS = 8;
    private static final int SYSTEM = 24;
    private static final int SEGMENT_SIZE = 32;
    private static final int FIRST_BYTE_OF_MAGIC = 0xD1;

    private WalPage() {}

    /// Why content is not that of a segment; empty when it is.
    ///
    /// @param system the cluster's `system_identifier`, when it is known
    static Optional<String> objection(byte[] content, WalSegment segment, Optional<String> system) {
        if (content.length != segment.bytes()) {
            return Optional.of("has %d bytes instead of %d".formatted(content.length, segment.bytes()));
        }
        ByteBuffer page = page(content);
        if (page.getLong(ADDRESS) != segment.start().value()) {
            return Optional.of("holds another stretch of the log, or none");
        }
        if (page.getInt(TIMELINE) > segment.timeline() || page.getInt(TIMELINE) < 1) {
            return Optional.of("is of timeline " + page.getInt(TIMELINE));
        }
        String found = Long.toUnsignedString(page.getLong(SYSTEM));
        if (system.isPresent() && !system.get().equals(found)) {
            return Optional.of("is of another server, whose system identifier is " + found);
        }
        return Optional.empty();
    }

    /// The length of segments that a first page tells; empty when it is no such page.
    static Optional<Integer> segmentBytes(byte[] content) {
        if (content.length < HEADER) {
            return Optional.empty();
        }
        int bytes = page(content).getInt(SEGMENT_SIZE);
        return bytes >= 1 << 20 && Integer.bitCount(bytes) == 1 ? Optional.of(bytes) : Optional.empty();
    }

    /// How much of a segment that is being written holds something.
    static int used(byte[] content) {
        int end = content.length;
        while (end > 0 && content[end - 1] == 0) {
            end--;
        }
        return end;
    }

    /// The page magic is 0xD1.. in all releases, in the byte order of the server.
    private static ByteBuffer page(byte[] content) {
        boolean little = (content[1] & 0xFF) == FIRST_BYTE_OF_MAGIC;
        return ByteBuffer.wrap(content, 0, HEADER).order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    }
}
