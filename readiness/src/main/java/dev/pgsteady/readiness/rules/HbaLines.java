package dev.pgsteady.readiness.rules;

import dev.pgsteady.core.Finding.Subject;
import dev.pgsteady.readiness.Facts;
import dev.pgsteady.readiness.Live.HbaRule;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// `pg_hba.conf` as the server reads it: line after line, the first that fits decides (manual, 20.1 The pg_hba.conf
/// File).
final class HbaLines {
    /// What the evidence says of a remote line that nobody remote can reach today.
    static final String HERE_ONLY = ", though the server listens to this machine alone today";

    private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::", "all");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "");

    private HbaLines() {}

    /// The lines that can let somebody in.
    static List<HbaRule> letting(List<HbaRule> lines) {
        return lines.stream()
                .filter(l -> l.error().isEmpty() && !l.method().equals("reject"))
                .toList();
    }

    /// The line as a subject, written as in the file but with single spaces.
    static Subject subject(HbaRule line) {
        return new Subject("hba", text(line));
    }

    /// The line as in the file but with single spaces.
    static String text(HbaRule line) {
        String address = prefix(line).map(bits -> line.address() + "/" + bits).orElse(line.address());
        return String.join(
                        " ",
                        line.type(),
                        String.join(",", line.databases()),
                        String.join(",", line.users()),
                        address,
                        line.method())
                .replace("  ", " ")
                .strip();
    }

    /// Whether the server listens to this machine alone, so that remote lines wait for a change of one setting.
    static boolean listensHereOnly(Facts facts) {
        return facts.setting("listen_addresses")
                .map(a -> Arrays.stream(a.split(",", -1)).map(String::strip).allMatch(LOOPBACK::contains))
                .orElse(false);
    }

    /// Whether the line is for the whole Internet.
    static boolean everywhere(HbaRule line) {
        return EVERYWHERE.contains(line.address())
                && prefix(line).map(bits -> bits == 0).orElse(true);
    }

    /// Whether a client has to show a certificate.
    static boolean wantsCertificate(HbaRule line) {
        return line.method().equals("cert")
                || line.options().stream().anyMatch(o -> o.replace(" ", "").startsWith("clientcert=verify"));
    }

    /// Whether whatever fits `later` fits `earlier` too.
    static boolean covers(HbaRule earlier, HbaRule later) {
        return coversType(earlier.type(), later.type())
                && coversNames(earlier.databases(), later.databases(), true)
                && coversNames(earlier.users(), later.users(), false)
                && (later.type().equals("local") || coversAddress(earlier, later));
    }

    private static boolean coversType(String earlier, String later) {
        return earlier.equals(later) || (earlier.equals("host") && later.startsWith("host"));
    }

    private static boolean coversNames(List<String> earlier, List<String> later, boolean databases) {
        boolean all = earlier.contains("all") && !(databases && later.contains("replication"));
        return all || earlier.containsAll(later);
    }

    private static boolean coversAddress(HbaRule earlier, HbaRule later) {
        if (earlier.address().equals("all")
                || (earlier.address().equals(later.address())
                        && earlier.netmask().equals(later.netmask()))) {
            return true;
        }
        Optional<byte[]> outer = bytes(earlier.address());
        Optional<byte[]> inner = bytes(later.address());
        return outer.isPresent()
                && inner.isPresent()
                && within(inner.get(), outer.get(), prefix(earlier).orElse(Integer.MAX_VALUE))
                && prefix(later).orElse(0) >= prefix(earlier).orElse(Integer.MAX_VALUE);
    }

    private static boolean within(byte[] inner, byte[] outer, int bits) {
        if (inner.length != outer.length || bits > outer.length * 8) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((inner[bit / 8] & mask) != (outer[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    /// How many bits of the address count; empty for words and names.
    static Optional<Integer> prefix(HbaRule line) {
        return bytes(line.netmask()).map(mask -> {
            int bits = 0;
            for (byte b : mask) {
                bits += Integer.bitCount(b & 0xff);
            }
            return bits;
        });
    }

    /// The bytes of a numeric address; empty for anything that would have to be looked up.
    private static Optional<byte[]> bytes(String address) {
        String plain = address.toLowerCase(Locale.ROOT);
        if (!plain.matches("[0-9]+(\\.[0-9]+){3}|[0-9a-f:.]*:[0-9a-f:.]*")) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(plain).getAddress());
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
